"""How a face is lit. All photometry is in linear light (sRGB decoded); ratios are in stops (log2).

The measures compare a face with itself or ask how its brightest skin comes out, so that they do not depend on how
light the skin is: Kabbani et al. 2025 (arXiv 2501.07898) find that of the face quality measures of ISO/IEC 29794-5
the mean luminance and the dynamic range vary with skin tone, so neither is used.

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
from readiness.measures.video.face_geometry import FaceGeometry, face_geometry
from readiness.measures.video.image_quality import Picture, every_nth

EYE_DISTANCE_PX = 48
"""Faces are measured upright at this eye distance."""
HALF_WIDTH, ABOVE, BELOW = 1.6, 1.6, 2.4
"""How far the upright picture reaches from the middle of the eyes, in eye distances."""
BACKGROUND_WIDTH_PX = 160
LEAST_PIXELS = 40
OVER_EXPOSED = 246.5 / 255
"""Linear luminance that rounds to 247 of 255 or more (over-exposure in ISO/IEC 29794-5)."""
DARKEST = 1e-4

_CODES = np.arange(256) / 255
_LINEAR = np.where(_CODES <= 0.04045, _CODES / 12.92, ((_CODES + 0.055) / 1.055) ** 2.4).astype(np.float32)
_ROWS, _COLUMNS = np.mgrid[
    -ABOVE * EYE_DISTANCE_PX : BELOW * EYE_DISTANCE_PX, -HALF_WIDTH * EYE_DISTANCE_PX : HALF_WIDTH * EYE_DISTANCE_PX
]
_U = (_COLUMNS / EYE_DISTANCE_PX).astype(np.float32)
_V = (_ROWS / EYE_DISTANCE_PX).astype(np.float32)
_LAST = (_U.shape[1] - 1, _U.shape[0] - 1)
_EVERYWHERE = np.ones(_U.shape, bool)

Mask = NDArray[np.bool_]
Luminance = NDArray[np.float32]
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Light:
    """The light on one face.

    Attributes:
        highlight_code: 95th percentile of the skin's grey (0 to 255): how bright the lit parts of the face come out.
        over_exposed_share: share of the skin whose linear luminance is 247 of 255 or more.
        from_left_stops: how much brighter the person's left cheek and forehead are than the right; None when a half
            of the face is out of the picture.
        background_over_face_stops: mean of the background over the median of the skin; None when there is next to no
            background.
        background_code: that mean as a grey code (0 to 255); 118 is mid-grey, 18 % of the light that makes white.
        background_white_share: share of the background as white as the camera can show.
        background_spread_stops: between its brighter and its darker parts (90th and 10th percentile): small for a
            wall, large for a window in a wall.
    """

    highlight_code: float
    over_exposed_share: float
    from_left_stops: float | None
    background_over_face_stops: float | None
    background_code: float | None = None
    background_white_share: float | None = None
    background_spread_stops: float | None = None


def measure_light(bgr: Picture, face: Face) -> Light | None:
    """The light on `face` in the picture `bgr`; None when too little of the face is inside the picture."""
    geometry = face_geometry(face)
    upright, inside = _upright(bgr, geometry)
    skin = _skin(face, geometry) & inside
    if np.count_nonzero(skin) < LEAST_PIXELS:
        return None
    luminance = _luminance(upright)
    grey = cv2.cvtColor(upright, cv2.COLOR_BGR2GRAY)
    mean, white_share, spread_stops = _background(bgr, face)
    return Light(
        highlight_code=float(np.percentile(grey[skin], 95)),
        over_exposed_share=float(np.mean(luminance[skin] >= OVER_EXPOSED)),
        from_left_stops=_from_left_stops(luminance, inside, geometry),
        background_over_face_stops=None if mean is None else _stops(mean) - _stops(float(np.median(luminance[skin]))),
        background_code=None if mean is None else float(np.interp(mean, _LINEAR, np.arange(256))),
        background_white_share=white_share,
        background_spread_stops=spread_stops,
    )


def _luminance(bgr: Picture) -> Luminance:
    """Linear luminance, 0 to 1 (ITU-R BT.709)."""
    blue, green, red = cv2.split(cv2.LUT(bgr, _LINEAR))
    luminance: Luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return luminance


def _stops(linear: float) -> float:
    return math.log2(max(linear, DARKEST))


def _upright(bgr: Picture, geometry: FaceGeometry) -> tuple[Picture, Mask]:
    """The face upright at a fixed size, and which of its pixels come from inside the picture."""
    scale = EYE_DISTANCE_PX / geometry.eye_distance_px
    turn = scale * np.stack([geometry.along, geometry.down])
    origin = np.array([HALF_WIDTH, ABOVE]) * EYE_DISTANCE_PX
    into = np.hstack([turn, (origin - turn @ geometry.eye_middle)[:, None]])
    size = (_U.shape[1], _U.shape[0])
    shrink = max(1, int(1 / scale))
    if shrink > 1:  # INTER_AREA does nothing in warpAffine: without this, a large face would be sampled, not averaged
        height_px, width_px = bgr.shape[:2]
        bgr = cv2.resize(bgr, (max(1, width_px // shrink), max(1, height_px // shrink)), interpolation=cv2.INTER_AREA)
        into = into * np.array([width_px / bgr.shape[1], height_px / bgr.shape[0], 1.0])
    upright = cv2.warpAffine(bgr, into, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return upright, _inside(bgr.shape, into)


def _inside(shape: tuple[int, ...], into: Matrix) -> Mask:
    """Which pixels of the upright face come from inside a picture of that shape."""
    from_upright = cv2.invertAffineTransform(into)
    x, y = from_upright @ np.array([[0, _LAST[0], 0, _LAST[0]], [0, 0, _LAST[1], _LAST[1]], [1, 1, 1, 1]])
    if x.min() >= 0 and y.min() >= 0 and x.max() <= shape[1] - 1 and y.max() <= shape[0] - 1:
        return _EVERYWHERE
    whole = np.full(shape[:2], 255, np.uint8)
    size = (_U.shape[1], _U.shape[0])
    inside: Mask = cv2.warpAffine(whole, into, size, flags=cv2.INTER_NEAREST, borderValue=0) > 0
    return inside


def _skin(face: Face, geometry: FaceGeometry) -> Mask:
    """An ellipse over the face without the eyes."""
    half_width = 0.41 * face.width / geometry.eye_distance_px
    down = geometry.eye_mouth_px / geometry.eye_distance_px
    oval = (_U / half_width) ** 2 + ((_V - 0.35 * down) / (1.25 * down)) ** 2 < 1
    eyes = np.hypot(np.abs(_U) - 0.5, _V) < 0.22
    return oval & ~eyes  # type: ignore[no-any-return]


def _from_left_stops(luminance: Luminance, inside: Mask, geometry: FaceGeometry) -> float | None:
    down = geometry.eye_mouth_px / geometry.eye_distance_px
    nose_v = max(geometry.nose_v_px / geometry.eye_distance_px, 0.05)
    nose_line = 0.6 * geometry.turned_ratio * np.clip(_V / nose_v, 0, 1.3)
    aside = _U - nose_line  # a head that is a little turned shows more of one cheek
    depth = _V / down
    cheeks = (np.abs(aside) > 0.22) & (np.abs(aside) < 0.68) & (depth > 0.28) & (depth < 0.68)
    forehead = (np.abs(_U) > 0.1) & (np.abs(_U) < 0.6) & (depth > -0.65) & (depth < -0.3)
    cheeks_stops = _left_over_right_stops(luminance, cheeks & inside, aside > 0)
    forehead_stops = _left_over_right_stops(luminance, forehead & inside, _U > 0)
    if cheeks_stops is None or forehead_stops is None:
        return forehead_stops if cheeks_stops is None else cheeks_stops
    return 0.6 * cheeks_stops + 0.4 * forehead_stops


def _left_over_right_stops(luminance: Luminance, patch: Mask, on_left: Mask) -> float | None:
    left, right = luminance[patch & on_left], luminance[patch & ~on_left]
    if min(left.size, right.size) < LEAST_PIXELS:
        return None
    return _stops(_mean_of_most(left)) - _stops(_mean_of_most(right))


def _mean_of_most(luminance: Luminance) -> float:
    """The mean without the darkest quarter (hair, beard, frames of glasses) and the brightest eighth (shine)."""
    in_order = np.sort(luminance)
    return float(in_order[luminance.size // 4 : luminance.size - luminance.size // 8].mean())


def _background(bgr: Picture, face: Face) -> tuple[float, float, float] | tuple[None, None, None]:
    """Mean linear luminance, share of white and spread in stops, all outside the person."""
    step = max(1, bgr.shape[1] // BACKGROUND_WIDTH_PX)
    sampled = every_nth(bgr, step)
    outside = behind_person(sampled.shape[0], sampled.shape[1], 1 / step, face)
    if np.count_nonzero(outside) < 0.02 * outside.size:
        return None, None, None
    luminance = _luminance(sampled)[outside]
    darker, brighter = np.percentile(luminance, [10, 90])
    spread_stops = _stops(float(brighter)) - _stops(float(darker))
    return float(luminance.mean()), float(np.mean(luminance >= OVER_EXPOSED)), spread_stops
