"""Lighting of a face. Photometry is in linear light (decoded sRGB); ratios are in stops (log2).

Whether the light is good enough is determined by the face's legibility (`legibility.py`); the measures here explain why
not, and what to do. They compare parts of a face with each other, or use its brightest skin, so that they do not depend
on skin tone: Kabbani et al. 2025 (arXiv 2501.07898) find that of the face quality measures of ISO/IEC 29794-5 the mean
luminance and the dynamic range vary with skin tone, so neither is used.

Left and right are the person's own. The camera's picture is not mirrored, so the person's left is image right.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from readiness.measures.video.background import behind_person
from readiness.measures.video.face_finder import Face
from readiness.measures.video.image_quality import Picture, active_area, every_nth
from readiness.measures.video.legibility import measure_legibility
from readiness.measures.video.upright_face import (
    LEFT_CHEEK,
    LEFT_FOREHEAD,
    RIGHT_CHEEK,
    RIGHT_FOREHEAD,
    Mask,
    UprightFace,
)

BACKGROUND_WIDTH_PX = 160
MIN_PIXELS = 40
OVER_EXPOSED = 246.5 / 255
"""Linear luminance that rounds to 247 of 255 or more (over-exposure in ISO/IEC 29794-5)."""
DARKEST = 1e-4
BLUE_OVER_RED_IN_WHITE, GREEN_OVER_RED_IN_WHITE = 0.73, 0.75
"""Medians of well-lit faces of every tone."""
CONTRADICTION_STOPS = 1.5
"""Maximum disagreement of cheeks and forehead: light from one side affects both, hair or a hand only one."""

_CODES = np.arange(256) / 255
_LINEAR = np.where(_CODES <= 0.04045, _CODES / 12.92, ((_CODES + 0.055) / 1.055) ** 2.4).astype(np.float32)

Luminance = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Light:
    """The light on one face.

    Attributes:
        legibility_codes: contrast of the features in the half of the face with less.
        better_half_codes: contrast in the other half.
        darker_half_code: median grey (0 to 255) of the skin in the darker half.
        seen_share: share of the face that is inside the picture.
        highlight_code: 95th percentile of the skin's grey (0 to 255), the brightness of the lit parts.
        over_exposed_share: share of the skin whose linear luminance is 247 of 255 or more.
        from_left_stops: how much brighter the person's left cheek and forehead are than the right. None if unknown: a
            half is outside the picture.
        background_over_face_stops: mean of the background over the median of the skin; None with hardly any background.
        background_code: that mean as a grey code (0 to 255); 118 is mid-grey, 18 % of the luminance of white.
        background_white_share: share of the background that is saturated to white.
        background_spread_stops: difference between its 90th and 10th percentile; small for a wall, large for a window
            in a wall.
        noise_codes: noise in the features' band, already subtracted from the legibility.
        blue_over_red: median blue over median red code of the cheeks or of the forehead, whichever is nearer to skin in
            white light: a mask or a cap covers only one of them, light falls on both.
        green_over_red: the same of green.
    """

    legibility_codes: float
    better_half_codes: float
    darker_half_code: float
    seen_share: float
    highlight_code: float
    over_exposed_share: float
    from_left_stops: float | None
    background_over_face_stops: float | None
    background_code: float | None = None
    background_white_share: float | None = None
    background_spread_stops: float | None = None
    noise_codes: float = 0.0
    blue_over_red: float | None = None
    green_over_red: float | None = None


def measure_light(bgr: Picture, face: Face, upright: UprightFace) -> Light | None:
    """Measure the light on a face; None if too little of it is inside the picture."""
    legibility = measure_legibility(upright)
    if legibility is None or np.count_nonzero(upright.skin) < MIN_PIXELS:
        return None
    luminance = _luminance(upright.bgr)
    skin = luminance[upright.skin]
    grey = cv2.cvtColor(upright.bgr, cv2.COLOR_BGR2GRAY)[upright.skin]
    mean, white_share, spread_stops = _background(bgr, face)
    colours = _colours(upright)
    return Light(
        legibility_codes=legibility.codes,
        better_half_codes=legibility.better_half_codes,
        darker_half_code=legibility.darker_half_code,
        seen_share=upright.seen_share,
        highlight_code=float(np.percentile(grey, 95)),
        over_exposed_share=float(np.mean(skin >= OVER_EXPOSED)),
        from_left_stops=_from_left_stops(luminance, upright),
        background_over_face_stops=None if mean is None else _stops(mean) - _stops(float(np.median(skin))),
        background_code=None if mean is None else float(np.interp(mean, _LINEAR, np.arange(256))),
        background_white_share=white_share,
        background_spread_stops=spread_stops,
        noise_codes=legibility.noise_codes,
        blue_over_red=_nearest(BLUE_OVER_RED_IN_WHITE, [blue / red for blue, _, red in colours]),
        green_over_red=_nearest(GREEN_OVER_RED_IN_WHITE, [green / red for _, green, red in colours]),
    )


def _colours(upright: UprightFace) -> list[tuple[float, float, float]]:
    """Return the median blue, green and red code of the cheeks, and of the forehead."""
    cheeks = upright.patch(LEFT_CHEEK) | upright.patch(RIGHT_CHEEK)
    forehead = upright.patch(LEFT_FOREHEAD) | upright.patch(RIGHT_FOREHEAD)
    parts = [part for part in (cheeks, forehead) if np.count_nonzero(part) >= MIN_PIXELS] or [upright.skin]
    medians = [np.median(upright.bgr[part], axis=0) for part in parts]
    return [(float(blue), float(green), max(1.0, float(red))) for blue, green, red in medians]


def _nearest(in_white: float, ratios: list[float]) -> float:
    return min(ratios, key=lambda ratio: abs(math.log(max(ratio, DARKEST) / in_white)))


def _luminance(bgr: Picture) -> Luminance:
    """Return linear luminance, 0 to 1 (ITU-R BT.709)."""
    blue, green, red = cv2.split(cv2.LUT(bgr, _LINEAR))
    luminance: Luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return luminance


def _stops(linear: float) -> float:
    return math.log2(max(linear, DARKEST))


def _from_left_stops(luminance: Luminance, upright: UprightFace) -> float | None:
    """Combine cheeks and forehead: the smaller value, 0 if they slightly disagree in sign.

    If they contradict each other, as with a fringe or a cap, it is the middle one of both and of all skin.
    """
    cheeks = _left_over_right_stops(luminance, upright.patch(LEFT_CHEEK), upright.patch(RIGHT_CHEEK))
    forehead = _left_over_right_stops(luminance, upright.patch(LEFT_FOREHEAD), upright.patch(RIGHT_FOREHEAD))
    if cheeks is None or forehead is None:
        return forehead if cheeks is None else cheeks
    if cheeks * forehead > 0:
        return math.copysign(min(abs(cheeks), abs(forehead)), cheeks)
    if abs(cheeks - forehead) <= CONTRADICTION_STOPS:
        return 0.0
    halves = _left_over_right_stops(luminance, upright.skin & upright.on_left, upright.skin & ~upright.on_left)
    return None if halves is None else sorted((cheeks, forehead, halves))[1]


def _left_over_right_stops(luminance: Luminance, on_left: Mask, on_right: Mask) -> float | None:
    left, right = luminance[on_left], luminance[on_right]
    if min(left.size, right.size) < MIN_PIXELS:
        return None
    return _stops(_trimmed_mean(left)) - _stops(_trimmed_mean(right))


def _trimmed_mean(luminance: Luminance) -> float:
    """Return the mean without the darkest quarter (hair, beard, glasses) and the brightest eighth (specular shine)."""
    in_order = np.sort(luminance)
    return float(in_order[luminance.size // 4 : luminance.size - luminance.size // 8].mean())


def _background(bgr: Picture, face: Face) -> tuple[float, float, float] | tuple[None, None, None]:
    """Return mean linear luminance, share of white, and spread in stops of the background."""
    step = max(1, bgr.shape[1] // BACKGROUND_WIDTH_PX)
    sampled = every_nth(bgr, step)
    outside = np.zeros(sampled.shape[:2], bool)
    seen = active_area(sampled)
    outside[seen] = behind_person(sampled.shape[0], sampled.shape[1], 1 / step, face)[seen]
    if np.count_nonzero(outside) < 0.02 * outside.size:
        return None, None, None
    luminance = _luminance(sampled)[outside]
    darker, brighter = np.percentile(luminance, [10, 90])
    spread_stops = _stops(float(brighter)) - _stops(float(darker))
    return float(luminance.mean()), float(np.mean(luminance >= OVER_EXPOSED)), spread_stops
