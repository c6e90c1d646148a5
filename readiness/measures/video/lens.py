"""Measures for detecting an obstructed lens (hand, cloth, condensation) or a placeholder drawing of a closed camera."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from readiness.measures.video.image_quality import Picture, every_nth, gradient, reduced

WIDTH_PX, COARSE_WIDTH_PX = 640, 64
SAMPLED_WIDTH_PX = 320
"""The percentile is taken of this many columns, in a quarter of the time."""
GRAIN_EVERY_LINES = 12
"""Grain is looked for in every twelfth row and column, in three neighbouring pixels at a time."""
DARK_CODE, LIT_CODE = 16, 32
"""Brightest of what hides the lens, and dimmest of the room that has to be seen beyond it; judgement."""
STRAIGHT_SHARE = 0.06
"""A shutter ends at nearly the same distance from the picture's edge everywhere; a dark part of a room does not."""
END_CELLS, RISES_CODES, SHARP_SHARE = 6, 2.0, 0.8
"""A shutter, a lid or a finger is too near to be in focus: two centimetres away, its end fills a twentieth of the
picture, over which it grows brighter from cell to cell. At the edge of a doorway, or of a black bar, more than this
share of the rise lies within two cells."""
SOFT_SHARE = 0.12
"""Width of the blurred end of something that touches the lens; beyond it the room is seen."""


@dataclass(frozen=True, slots=True)
class Lens:
    """Measures of one picture regardless of content.

    Attributes:
        edge_ratio: gradient of the steepest edges at 640 pixels' width over that at 64. About 1 for sharp edges, 0.1 if
            everything is far out of focus. 66 real pictures had at least 0.31, a hand in front of the lens 0.12.
        grainless_share: share of the picture without grain, across or down, whichever is less: grey half a code from
            the mean of both neighbours or nearer, as on a slope. Across, drawings have 0.93 and more, sharp webcam
            pictures of a lit room at most 0.86.
        darkest_code: the 1st percentile of grey. Nearly every room has something dark in it; condensation brightens it.
        range_codes: difference to the 99th percentile.
        hidden_share: share of the picture's width or height that a half-open shutter, a lid or a finger hides, from its
            left, right or upper edge.
    """

    edge_ratio: float
    grainless_share: float
    darkest_code: float
    range_codes: float
    hidden_share: float = 0.0


def measure_lens(bgr: Picture) -> Lens:
    """Measure one picture."""
    grey = cv2.cvtColor(every_nth(bgr, bgr.shape[1] // (2 * WIDTH_PX)), cv2.COLOR_BGR2GRAY)
    sampled = every_nth(grey, min(grey.shape) // 180)
    darkest, brightest = np.percentile(sampled, [1, 99])
    return Lens(
        edge_ratio=_steepest(grey, WIDTH_PX) / max(0.1, _steepest(grey, COARSE_WIDTH_PX)),
        grainless_share=min(_grainless_share(grey), _grainless_share(grey.T)),
        darkest_code=float(darkest),
        range_codes=float(brightest - darkest),
        hidden_share=hidden_share(reduced(bgr)),
    )


def _grainless_share(grey: Picture) -> float:
    rows = grey[::GRAIN_EVERY_LINES, : grey.shape[1] // 3 * 3].astype(np.int16)
    bends = np.abs(rows[:, ::3] - 2 * rows[:, 1::3] + rows[:, 2::3])
    return float(np.count_nonzero(bends <= 1) / max(1, bends.size))


def hidden_share(cells: Picture) -> float:
    """Return how far something dark with a straight end reaches in from one edge of a reduced picture, as a share.

    Black bars on two opposite sides, such as those beside a telephone's upright picture, hide nothing; nor do those
    above and below a wide one, whose upper one may end softly before a dark ceiling. Below is where a dark table, or
    dark clothes, end as straight and softly as a shutter; shutters slide sideways or hang from above.
    """
    grey = cv2.cvtColor(cells, cv2.COLOR_BGR2GRAY)
    views = {"left": grey, "right": grey[:, ::-1], "above": grey.T, "below": grey.T[:, ::-1]}
    dark = {side: _dark_from_left(view) for side, view in views.items()}
    soft = {side: dark[side] if _ends_softly(np.median(view, axis=0)) else 0.0 for side, view in views.items()}
    across = 0.0 if soft["left"] and soft["right"] else max(soft["left"], soft["right"])
    are_bars = dark["below"] and abs(dark["above"] - dark["below"]) < 2 / len(grey)
    return max(across, 0.0 if soft["below"] or are_bars else soft["above"])


def _dark_from_left(grey: Picture) -> float:
    """Return the share of the width that is dark from the left edge on in every row alike; 0 if there is none."""
    width = grey.shape[1]
    lit = grey > DARK_CODE
    ends = np.where(lit.any(axis=1), lit.argmax(axis=1), width) / width
    first, last = np.percentile(ends, [20, 80])
    beyond = grey[:, min(width - 1, round((last + SOFT_SHARE) * width)) :]
    if first == 0.0 or last - first > STRAIGHT_SHARE or float(np.median(beyond)) < LIT_CODE:
        return 0.0
    return float(first)


def _ends_softly(profile: NDArray[np.float64]) -> bool:
    """Whether a row that begins dark grows brighter over several cells."""
    start = max(0, int(np.argmax(profile > DARK_CODE)) - 2)
    steps = np.diff(profile[start : start + END_CELLS + 1])
    rising = np.flatnonzero(steps > RISES_CODES)
    if not rising.size:
        return False
    flat = np.flatnonzero(steps[rising[0] :] <= RISES_CODES)
    rise = steps[rising[0] : rising[0] + flat[0] if flat.size else None]
    steepest = max(float(rise[at : at + 2].sum()) for at in range(rise.size))
    return steepest <= SHARP_SHARE * float(rise.sum())


def _steepest(grey: Picture, width_px: int) -> float:
    """Return the 99th percentile of the denoised gradient, codes per pixel, at a picture width."""
    height_px = max(1, round(grey.shape[0] * width_px / grey.shape[1]))
    small = cv2.resize(grey, (width_px, height_px), interpolation=cv2.INTER_AREA)
    smooth = cv2.GaussianBlur(small, (0, 0), 1.0).astype(np.float32)
    return float(np.percentile(every_nth(gradient(smooth), width_px // SAMPLED_WIDTH_PX), 99))
