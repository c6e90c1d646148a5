"""Legibility of a face's features in a small window: contrast at the scale of eyes, brows, nose and mouth.

It is the standard deviation of the upright face's grey codes after removing finer detail (noise, pores) and coarser
variation (the head's shading). Codes approximate perceived lightness well enough (sRGB, IEC 61966-2-1). The worse half
of the face counts, since half a face cannot be read. On real webcam pictures this separates well-lit faces from others,
which brightness does not (docs/vision.md).

Noise is contrast without features. Its variance is measured on patches of skin, which have no features, and subtracted.
Grain that the camera has smoothed is detected there as well.
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
"""Standard deviations of a blur that preserves, and one that removes, features of a face with 48 pixels between the
eyes.
"""
GRAIN_PX = 4.0
HALVED = 2
"""The coarse blur is computed on a picture reduced by this factor, with the same result in a quarter of the time."""
GRAIN_TO_FEATURES = 1.21
"""Standard deviation of white noise in the band from 1.5 to 12 pixels over that from 1.5 to 4, by integration."""
MAD_TO_SIGMA = 1.4826
MIN_PIXELS = 200
MIN_OF_OTHER_HALF = 0.25
"""Minimum area of a half relative to the other's. In a head turned further the far half is a strip of temple and hair,
which says nothing about the light; the near half is what a patient looks at."""

Band = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Legibility:
    """Legibility of a face.

    Attributes:
        codes: contrast of the features in the half with less; at least 14 for a well-lit face.
        better_half_codes: contrast in the other half.
        darker_half_code: median grey of the skin in the darker half.
        noise_codes: noise in that band, already subtracted.
    """

    codes: float
    better_half_codes: float
    darker_half_code: float
    noise_codes: float


def measure_legibility(upright: UprightFace) -> Legibility | None:
    """Measure a face's legibility; None if too little of it is inside the picture."""
    grey = cv2.cvtColor(upright.bgr, cv2.COLOR_BGR2GRAY)
    fine = cv2.GaussianBlur(grey.astype(np.float32), (0, 0), FINE_PX)
    noise = GRAIN_TO_FEATURES * _grain(fine - cv2.GaussianBlur(fine, (0, 0), GRAIN_PX), upright)
    features = fine - _coarse(fine)
    halves = [upright.on_left, ~upright.on_left]
    areas = [np.count_nonzero(upright.face & half) for half in halves]
    least = max(MIN_PIXELS, MIN_OF_OTHER_HALF * max(areas))
    visible = [half for half, area in zip(halves, areas, strict=True) if area >= least]
    if not visible:
        return None
    contrasts = [_subtract_noise(float(features[upright.face & half].std()), noise) for half in visible]
    medians = [float(np.median(grey[upright.skin & half])) for half in visible if (upright.skin & half).any()]
    return Legibility(min(contrasts), max(contrasts), min(medians, default=0.0), noise)


def _coarse(grey: Band) -> Band:
    small = cv2.resize(grey, None, fx=1 / HALVED, fy=1 / HALVED, interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(small, (0, 0), COARSE_PX / HALVED)
    return cv2.resize(blurred, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)


def _grain(band: Band, upright: UprightFace) -> float:
    """Return the lowest noise of four patches of skin, since hair, a hand or glasses may cover the others."""
    patches: list[Mask] = [upright.patch(each) for each in (RIGHT_CHEEK, LEFT_CHEEK, RIGHT_FOREHEAD, LEFT_FOREHEAD)]
    sigmas = [
        MAD_TO_SIGMA * float(np.median(np.abs(band[patch] - np.median(band[patch]))))
        for patch in patches
        if patch.any()
    ]
    return min(sigmas, default=0.0)


def _subtract_noise(contrast: float, noise: float) -> float:
    return float(np.sqrt(max(0.0, contrast**2 - noise**2)))
