"""Basic picture quality regardless of content: brightness, detail, colour, sharpness and change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[Any]
"""height × width × 3 bytes BGR, top row first, as delivered by the camera (not mirrored)."""

BAR_CODE = 10
"""Black bars are black but for the rounding of JPEG."""
SHADING_PX, SHADING_CELLS = 20, 32
SHARP_FROM_PX = 140
MIN_CONTRAST_CODES = 6.0
SHARP_SCALE = 36.0


@dataclass(frozen=True, slots=True)
class PictureQuality:
    """Content-independent measures; grey codes are 0 (black) to 255.

    Attributes:
        brightest_code: the 99th percentile of grey; sensor noise in the dark stays below 20.
        middle_code: the median of grey.
        detail_codes: the 95th percentile of the gradient (codes per pixel) at 64 × 36 pixels; less than 1 for a lid or
            a finger, more than 4 for a lit room at any exposure.
        colour_codes: the 99th percentile of the difference between the largest and smallest of red, green and blue; 0
            for an infrared camera.
    """

    brightest_code: float
    middle_code: float
    detail_codes: float
    colour_codes: float


def picture_quality(bgr: Picture, cells: Picture | None = None) -> PictureQuality:
    """Measure one picture; `cells` is the `reduced` picture, if already computed."""
    small = reduced(bgr) if cells is None else cells
    smooth = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY).astype(np.float32)
    blue, green, red = cv2.split(small)
    colour = cv2.max(cv2.max(blue, green), red) - cv2.min(cv2.min(blue, green), red)
    grey = cv2.cvtColor(every_nth(bgr, min(bgr.shape[:2]) // 180), cv2.COLOR_BGR2GRAY)
    at_most = np.cumsum(np.bincount(grey.ravel(), minlength=256)) / grey.size
    brightest, middle = np.searchsorted(at_most, [0.99, 0.5])
    return PictureQuality(
        brightest_code=float(brightest),
        middle_code=float(middle),
        detail_codes=float(np.percentile(gradient(smooth), 95)),
        colour_codes=float(np.percentile(colour, 99)),
    )


def gradient(grey: Picture) -> Picture:
    """Return the slope of a grey picture in floating point, codes per pixel."""
    return cv2.magnitude(cv2.Sobel(grey, -1, 1, 0), cv2.Sobel(grey, -1, 0, 1)) / 8


def every_nth(bgr: Picture, step: int) -> Picture:
    """Return every `step`th row and column; several times faster than slicing the array."""
    if step <= 1:
        return bgr
    height_px, width_px = bgr.shape[:2]
    return cv2.resize(bgr, (-(-width_px // step), -(-height_px // step)), interpolation=cv2.INTER_NEAREST)


def shrunk(bgr: Picture, scale: float) -> Picture:
    """Return the picture scaled down by `scale`; unchanged from 1 up.

    OpenCV averages areas quickly only when it halves a picture. So large pictures are sampled to four times the size,
    halved, and interpolated for the rest: 0.6 ms instead of 3.1 for 854 × 480, 2.2 instead of 10 for 3840 × 2160.
    """
    if scale >= 1:
        return bgr
    height_px, width_px = (max(1, round(scale * side_px)) for side_px in bgr.shape[:2])
    sampled = every_nth(bgr, int(1 / (2 * scale)))
    while sampled.shape[1] >= 2 * width_px and sampled.shape[0] >= 2 * height_px:
        half = (sampled.shape[1] // 2, sampled.shape[0] // 2)
        sampled = cv2.resize(sampled, half, interpolation=cv2.INTER_AREA)
    return cv2.resize(sampled, (width_px, height_px), interpolation=cv2.INTER_LINEAR)


def reduced(bgr: Picture) -> Picture:
    """Average the picture to 64 × 36 cells, which removes noise and small detail."""
    sampled = every_nth(bgr, min(bgr.shape[:2]) // 720)
    if min(sampled.shape[:2]) > 288:  # halving first is twice as fast
        sampled = cv2.resize(sampled, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return cv2.resize(sampled, (64, 36), interpolation=cv2.INTER_AREA)


def without_bars(bgr: Picture) -> Picture:
    """Return the picture without black bars, see `active_area`."""
    return bgr[active_area(bgr)]


def active_area(bgr: Picture) -> tuple[slice, slice]:
    """Return the rows and columns between black bars on opposite sides, as beside a telephone's upright picture."""
    dark = bgr.max(axis=2) <= BAR_CODE
    rows, columns = (np.flatnonzero(~dark.all(axis=axis)) for axis in (1, 0))
    if not rows.size or not columns.size:
        return slice(None), slice(None)
    return _without_equal_ends(rows, bgr.shape[0]), _without_equal_ends(columns, bgr.shape[1])


def _without_equal_ends(lit: NDArray[np.intp], length: int) -> slice:
    """Return the part between equally wide dark ends; the whole length if one end is wider."""
    first, last = int(lit[0]), int(lit[-1]) + 1
    return slice(first, last) if abs(first - (length - last)) <= max(1, length // 32) else slice(None)


def same_picture(one: Picture, other: Picture) -> bool:
    """Whether two pictures are bit-identical; with sensor noise, two pictures of the same scene never are."""
    return one.shape == other.shape and np.array_equal(one[::32], other[::32]) and np.array_equal(one, other)


def sharpness(bgr: Picture, left: float, top: float, width: float, height: float) -> float | None:
    """Return the fine detail of a face box over its contrast; below 1 it looks soft. None if the box is too small.

    An enlarged picture looks soft whatever the lens.

    Computed as the mean second difference, horizontal or vertical, whichever is less (motion blurs one direction only),
    over the standard deviation, after a 3 × 3 blur, on 160 × 160 pixels without their slow shading, so that light from
    one side is not mistaken for a soft lens. Scaled so that 1 is midway between sharp and soft.
    """
    box = bgr[max(0, int(top)) : max(0, int(top + height)), max(0, int(left)) : max(0, int(left + width))]
    if min(box.shape[:2]) < SHARP_FROM_PX:
        return None
    grey = cv2.GaussianBlur(cv2.cvtColor(box, cv2.COLOR_BGR2GRAY).astype(np.float32), (3, 3), 0)
    fixed = cv2.resize(grey, (160, 160), interpolation=cv2.INTER_AREA)
    across, down = (cv2.Sobel(fixed, cv2.CV_32F, *orders, ksize=1) for orders in ((2, 0), (0, 2)))
    fine = min(float(np.abs(across).mean()), float(np.abs(down).mean()))
    coarse = cv2.resize(fixed, (SHADING_CELLS, SHADING_CELLS), interpolation=cv2.INTER_AREA)
    shading = cv2.resize(cv2.GaussianBlur(coarse, (0, 0), SHADING_PX * SHADING_CELLS / 160), (160, 160))
    contrast = float((fixed - shading).std())
    return SHARP_SCALE * fine / max(MIN_CONTRAST_CODES, contrast)
