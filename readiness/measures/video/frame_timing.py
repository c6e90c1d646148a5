"""Frame rate of a source, and whether its frames change."""

from __future__ import annotations

import statistics
from collections import deque
from itertools import pairwise

from readiness.measures.video.image_quality import Picture, same_picture

RATE_OVER_S, RATE_AFTER_S = 2.0, 0.5


class FrameTiming:
    """Accumulates the timing of one source's frames."""

    def __init__(self) -> None:
        self.pictures_count = 0
        self.changes_count = 0
        self.unchanged_s = 0.0
        self.first_at_s = 0.0
        self.last_at_s = 0.0
        self._changed_at_s = 0.0
        self._last: Picture | None = None
        self._arrivals: deque[tuple[float, int]] = deque()

    def add(self, bgr: Picture, at_s: float, number: int) -> None:
        """Add a frame that arrived at `at_s` seconds, with the source's frame number (from 0)."""
        if self._last is None:
            self.first_at_s = self._changed_at_s = at_s
        elif not same_picture(self._last, bgr):
            self.changes_count += 1
            self._changed_at_s = at_s
        self._last = bgr
        self.pictures_count = number + 1
        self.last_at_s = at_s
        self.unchanged_s = at_s - self._changed_at_s
        self._arrivals.append((at_s, number))
        while self._arrivals[0][0] < at_s - RATE_OVER_S:
            self._arrivals.popleft()

    @property
    def watched_s(self) -> float:
        """Time from the first frame to the last."""
        return self.last_at_s - self.first_at_s

    @property
    def frames_per_s(self) -> float | None:
        """Frame rate over the last two seconds; None within the first half second.

        The median over the intervals between frames: those that a driver had buffered when reading began, or while
        this computer was busy, arrive at once and count as one interval.
        """
        if self._arrivals[-1][0] - self._arrivals[0][0] < RATE_AFTER_S:
            return None
        rates = [
            (number - before) / (at_s - before_s)
            for (before_s, before), (at_s, number) in pairwise(self._arrivals)
            if at_s > before_s
        ]
        return round(statistics.median_low(rates), 1)
