"""Can the features of a face be read in a small window? Contrast at the size of eyes, brows, nose and mouth.

The standard deviation of the grey codes of the upright face, with what is finer (noise, pores) and what is coarser (the
shading of the head) taken away. Codes follow the eye's own scale nearly enough (sRGB, IEC 61966-2-1). The worse half of
the face counts: a face is not read from one half of it. On real webcam pictures it tells well-lit faces from others
where brightness does not (docs/vision.md).

Noise is contrast without features. How much of it there is, is measured on patches of skin, which have none: its
variance is taken away. Grain that the camera has smoothed is still found there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from readiness.measures.video.upright_face import (
    LEFT_CHEEK,
    LEFT_FOREHEAD,
    RIGHT_CHEEK,
    RIGHT_FOREHEAD,
    Mask,
    UprightFace,
)

FINE_PX, COARSE_PX = 1.5, 12.0
"""Blur (standard deviation) that leaves features of a face with 48 pixels between its eyes, and that leaves none."""
GRAIN_PX = 4.0
HALVED = 2
"""The coarse blur is made on a picture this much smaller: it looks the same and takes a quarter of the time."""
GRAIN_TO_FEATURES = 1.21
"""The standard deviation of white noise between 1.5 and 12 pixels over that between 1.5 and 4, by integration."""
MAD_TO_SIGMA = 1.4826
LEAST_PIXELS = 200

Band = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Legibility:
    """How well a face can be read.

    Attributes:
        codes: the contrast of the features in the half where it is less; a well-lit face has 14 and more.
        better_half_codes: the same in the other half.
        darker_half_code: the median of the skin's grey in the darker half.
        noise_codes: the noise in that band, already taken away.
    """

    codes: float
    better_half_codes: float
    darker_half_code: float
    noise_codes: float


def measure_legibility(upright: UprightFace) -> Legibility | None:
    """How well a face can be read; None when too little of it is inside the picture."""
    grey = cv2.cvtColor(upright.bgr, cv2.COLOR_BGR2GRAY)
    fine = cv2.GaussianBlur(grey.astype(np.float32), (0, 0), FINE_PX)
    noise = GRAIN_TO_FEATURES * _grain(fine - cv2.GaussianBlur(fine, (0, 0), GRAIN_PX), upright)
    features = fine - _coarse(fine)
    halves = [upright.on_left, ~upright.on_left]
    seen = [half for half in halves if np.count_nonzero(upright.face & half) >= LEAST_PIXELS]
    if not seen:
        return None
    contrasts = [_without(float(features[upright.face & half].std()), noise) for half in seen]
    medians = [float(np.median(grey[upright.skin & half])) for half in seen if (upright.skin & half).any()]
    return Legibility(min(contrasts), max(contrasts), min(medians, default=0.0), noise)


def _coarse(grey: Band) -> Band:
    small = cv2.resize(grey, None, fx=1 / HALVED, fy=1 / HALVED, interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(small, (0, 0), COARSE_PX / HALVED)
    return cv2.resize(blurred, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)


def _grain(band: Band, upright: UprightFace) -> float:
    """The noise of the calmest of four patches of skin: hair, a hand or glasses may lie on the others."""
    patches: list[Mask] = [upright.patch(each) for each in (RIGHT_CHEEK, LEFT_CHEEK, RIGHT_FOREHEAD, LEFT_FOREHEAD)]
    sigmas = [
        MAD_TO_SIGMA * float(np.median(np.abs(band[patch] - np.median(band[patch]))))
        for patch in patches
        if patch.any()
    ]
    return min(sigmas, default=0.0)


def _without(contrast: float, noise: float) -> float:
    return float(np.sqrt(max(0.0, contrast**2 - noise**2)))
