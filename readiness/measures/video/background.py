"""The background behind the person: clutter, brightness and sharpness.

Sharpness is not measured for a plain wall, which has no detail.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from readiness.measures.video.face_finder import Face
from readiness.measures.video.image_quality import Picture, every_nth, gradient

WIDTH_PX = 320
MIN_SHARE = 0.05
"""Of less background nothing is measured; judgement."""
EDGE_CODES = 8.0
"""Minimum gradient (codes per pixel at 320 pixels' width) of an object's outline; shading and creases stay below."""
WHITE_CODE = 250
STRUCTURE_PX = 6
SHADING_PX = 61
MIN_STRUCTURE_CODES = 6.0
"""Minimum contrast between the scales `STRUCTURE_PX` and `SHADING_PX`; below, there is only a wall with shading."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Background:
    """The picture outside the person; all but `behind_share` are None if hardly any background is visible.

    Attributes:
        behind_share: share of the picture that is background, 0 to 1.
        edges_share: share of the background that is outlines of objects; 0 for a wall.
        white_share: share of the background that is saturated to white.
        fine_ratio: fine detail over coarse contrast; far below the face's own if the background is blurred. None for a
            plain background.
    """

    behind_share: float
    edges_share: float | None = None
    white_share: float | None = None
    fine_ratio: float | None = None


def measure_background(bgr: Picture, face: Face | None) -> Background:
    """Measure the background of a picture; `face` is the person's own, if any."""
    scale = min(1.0, WIDTH_PX / bgr.shape[1])
    size = (max(1, round(scale * bgr.shape[1])), max(1, round(scale * bgr.shape[0])))
    sampled = every_nth(bgr, bgr.shape[1] // (2 * WIDTH_PX))
    small = cv2.resize(sampled, size, interpolation=cv2.INTER_AREA)
    behind = behind_person(small.shape[0], small.shape[1], scale, face)
    share = float(behind.mean())
    if share < MIN_SHARE:
        return Background(share)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY).astype(np.float32)
    slope = gradient(cv2.GaussianBlur(grey, (3, 3), 0))
    blue, green, red = cv2.split(small)
    darkest = cv2.min(cv2.min(blue, green), red)
    return Background(
        behind_share=share,
        edges_share=float(np.mean(slope[behind] >= EDGE_CODES)),
        white_share=float(np.mean(darkest[behind] >= WHITE_CODE)),
        fine_ratio=_fine_ratio(grey, behind & _above_arms(small.shape[0], scale, face)),
    )


def behind_person(height_px: int, width_px: int, scale: float, face: Face | None) -> Mask:
    """Return the mask of pixels, in the picture scaled by `scale`, outside an ellipse around the head and the body."""
    if face is None:
        return np.ones((height_px, width_px), bool)
    width, height = scale * face.width, scale * face.height
    x = np.arange(width_px, dtype=np.float32)[None, :] - (scale * face.left + width / 2)
    y = np.arange(height_px, dtype=np.float32)[:, None] - (scale * face.top + height / 2)
    head = (x / (1.05 * width)) ** 2 + ((y + 0.1 * height) / (0.95 * height)) ** 2 < 1
    body = (y > 0.3 * height) & (np.abs(x) < 1.9 * width)
    return ~(head | body)  # type: ignore[no-any-return]


def _above_arms(height_px: int, scale: float, face: Face | None) -> Mask:
    """Return the mask of rows down to the chin; further down, arms may extend beyond the body's column."""
    lowest_px = height_px if face is None else scale * (face.top + face.height)
    rows: Mask = np.arange(height_px)[:, None] < lowest_px
    return rows


def _fine_ratio(grey: NDArray[np.float32], behind: Mask) -> float | None:
    """Return fine over coarse contrast, with the person replaced by the mean so that her outline does not count."""
    if not behind.any():
        return None
    wall = np.where(behind, grey, np.float32(grey[behind].mean()))
    coarse = cv2.GaussianBlur(wall, (0, 0), STRUCTURE_PX)
    structure = float((coarse - cv2.blur(coarse, (SHADING_PX, SHADING_PX)))[behind].std())
    if structure < MIN_STRUCTURE_CODES:
        return None
    return float(np.abs(wall - cv2.GaussianBlur(wall, (0, 0), 1.0))[behind].mean()) / structure
