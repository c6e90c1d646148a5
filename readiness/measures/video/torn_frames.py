"""Detecting incomplete frames, whose undecoded bottom part the decoder fills with a single colour."""

from __future__ import annotations

from collections import deque

import numpy as np

from readiness.measures.video.image_quality import Picture

OVER_S = 2.0
MIN_ROWS = 4
"""JPEG blocks are 8 or 16 rows high, some of which may be lost at a scaled edge."""

DARK_CODE, WHITE_CODE = 24, 250
"""Outside these limits a sensor can produce uniform rows too: a black bar, or an over-exposed window."""


def missing_rows(bgr: Picture) -> int:
    """Return the number of rows at the bottom with one uniform colour that is neither black nor white."""
    colour = bgr[-1, 0]
    if not int(colour.max()) > DARK_CODE or int(colour.min()) >= WHITE_CODE:
        return 0
    if not np.array_equal(bgr[-MIN_ROWS:, ::8], np.broadcast_to(colour, bgr[-MIN_ROWS:, ::8].shape)):
        return 0  # the usual case, decided without examining all pixels
    other = (bgr != colour).any(axis=(1, 2))
    places = np.flatnonzero(other)
    return int(len(bgr) - 1 - places[-1]) if places.size else 0


class TornFrames:
    """Tracks incomplete frames of one source."""

    def __init__(self) -> None:
        self._torn: deque[tuple[float, bool]] = deque()

    def add(self, bgr: Picture, at_s: float) -> None:
        """Add a frame that arrived at `at_s` seconds."""
        self._torn.append((at_s, missing_rows(bgr) >= MIN_ROWS))
        while self._torn[0][0] < at_s - OVER_S:
            self._torn.popleft()

    @property
    def share(self) -> float | None:
        """Share of incomplete frames in the last two seconds; None before the first frame."""
        return round(sum(torn for _, torn in self._torn) / len(self._torn), 2) if self._torn else None
