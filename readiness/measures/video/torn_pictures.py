"""How many pictures arrive only in part: what a decoder could not read, it fills from the bottom with one colour."""

from __future__ import annotations

from collections import deque

import numpy as np

from readiness.measures.video.image_quality import Picture

OVER_S = 2.0
LEAST_ROWS = 4
"""A JPEG's blocks are 8 or 16 rows high; a scaled edge may take some of them."""

DARK_CODE, WHITE_CODE = 24, 250
"""Outside these a real sensor gives one value to a whole row as well: a bar of black, or a window that burns out."""


def missing_rows(bgr: Picture) -> int:
    """How many rows at the bottom are of one and the same colour, neither black nor white."""
    colour = bgr[-1, 0]
    if not int(colour.max()) > DARK_CODE or int(colour.min()) >= WHITE_CODE:
        return 0
    if not np.array_equal(bgr[-LEAST_ROWS:, ::8], np.broadcast_to(colour, bgr[-LEAST_ROWS:, ::8].shape)):
        return 0  # so it nearly always is; only then all pixels are looked at
    other = (bgr != colour).any(axis=(1, 2))
    places = np.flatnonzero(other)
    return int(len(bgr) - 1 - places[-1]) if places.size else 0


class TornPictures:
    """The latest pictures of one source."""

    def __init__(self) -> None:
        self._torn: deque[tuple[float, bool]] = deque()

    def add(self, bgr: Picture, at_s: float) -> None:
        """Take in a picture that came at `at_s`."""
        self._torn.append((at_s, missing_rows(bgr) >= LEAST_ROWS))
        while self._torn[0][0] < at_s - OVER_S:
            self._torn.popleft()

    @property
    def share(self) -> float | None:
        """The torn ones among those of the last two seconds; None before the first."""
        return round(sum(torn for _, torn in self._torn) / len(self._torn), 2) if self._torn else None
