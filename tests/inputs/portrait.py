"""Scenes with a face under known light: NASA's portrait of an astronaut (public domain, in scikit-image)."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage import data

Picture = NDArray[Any]
WIDTH_PX, HEIGHT_PX = 1280, 720
FACE_X, FACE_Y = 224, 115
"""Where the face's middle is in the portrait of 512 × 512 pixels; the face is about 95 wide and 130 high."""


def scene(*, face_height_share: float = 0.36, across: float = 0.5, down: float = 0.42) -> Picture:
    """The person before a plain wall, with the face's middle at these shares of the picture."""
    rgb: Picture = data.astronaut()  # type: ignore[no-untyped-call]
    portrait = cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR)
    scale = face_height_share * HEIGHT_PX / 120
    into = np.array(
        [[scale, 0, across * WIDTH_PX - scale * FACE_X], [0, scale, down * HEIGHT_PX - scale * FACE_Y]], np.float64
    )
    return cv2.warpAffine(portrait, into, (WIDTH_PX, HEIGHT_PX), borderMode=cv2.BORDER_REPLICATE)


def lit(picture: Picture, gain: Picture | float) -> Picture:
    """The picture in `gain` times the light; linear, so that one doubling is one stop."""
    linear = np.clip((picture / 255.0) ** 2.2 * gain, 0, 1)
    codes: Picture = 255 * linear ** (1 / 2.2)
    return codes.round().astype(np.uint8)


def from_image_right(stops: float) -> Picture:
    """A gain that dims one half of the picture by that many stops: the left, or the right when negative."""
    x = np.tanh((np.arange(WIDTH_PX) - WIDTH_PX / 2) / 10)
    dimmest_first = 2.0 ** (stops * x / 2)
    gain: Picture = dimmest_first[None, :, None] / dimmest_first.max()
    return gain


def noisy(picture: Picture, seed: int, sigma: float = 2.0) -> Picture:
    """The picture with a sensor's noise."""
    noise = np.random.default_rng(seed).normal(0, sigma, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def half_open(turns: int, open_share: float) -> Picture:
    """A shutter in front of a part of the picture; it is too near to have a sharp end, here over a tenth of it."""
    shown = np.rot90(scene(), turns)
    lit = np.clip((np.arange(shown.shape[1]) / shown.shape[1] - 1 + open_share) / 0.1, 0, 1)[None, :, None]
    return noisy(np.rot90(shown * lit + 6 * (1 - lit), -turns), 5)
