"""The last second of looks at a camera, and the numbers that stand for it: medians, which ignore a blink."""

from __future__ import annotations

import dataclasses
import statistics
from collections import deque
from collections.abc import Iterable
from typing import Any

from readiness.measures.video.frame_analysis import FrameAnalysis

LEAST_LOOKS = 4
STEADY_CODES = 12.0
"""How much brightness may vary over the window when exposure has settled; a twentieth of the scale."""


class RollingWindow:
    """A sliding window of looks.

    Args:
        window_s: how far back it reaches.
    """

    def __init__(self, window_s: float) -> None:
        self.window_s = window_s
        self._looks: deque[tuple[float, FrameAnalysis]] = deque()

    def add(self, at_s: float, sight: FrameAnalysis) -> None:
        """Take in a look and forget those before the window."""
        self._looks.append((at_s, sight))
        while self._looks[0][0] < at_s - self.window_s - 1e-6:
            self._looks.popleft()

    @property
    def sights(self) -> tuple[FrameAnalysis, ...]:
        """The looks in the window, oldest first."""
        return tuple(sight for _, sight in self._looks)

    def agree(self) -> bool:
        """Does the window span its length, with one count of faces and a steady exposure?"""
        if len(self._looks) < LEAST_LOOKS or self._looks[-1][0] - self._looks[0][0] < 0.75 * self.window_s:
            return False
        brightness = [sight.quality.middle_code for sight in self.sights]
        highlights = [sight.light.highlight_code for sight in self.sights if sight.light]
        counts = {sight.faces_count for sight in self.sights}
        return len(counts) == 1 and _steady(brightness) and _steady(highlights)


def medians(parts: Iterable[Any]) -> dict[str, Any]:
    """The median of every field over dataclass instances of one type; fields that are None everywhere are left out."""
    values: dict[str, list[float]] = {}
    for part in parts:
        for each in dataclasses.fields(part):
            value = getattr(part, each.name)
            if value is not None:
                values.setdefault(each.name, []).append(value)
    return {name: median(several) for name, several in values.items()}


def median(values: Iterable[float]) -> float:
    """The median, rounded to what a person can make use of. At least one value."""
    return round(statistics.median(values), 3)


def faces_count(sights: Iterable[FrameAnalysis]) -> int | None:
    """How many faces most of the looks have; None without any look."""
    counts = [sight.faces_count for sight in sights if sight.faces_count is not None]
    return statistics.median_low(counts) if counts else None


def _steady(values: list[float]) -> bool:
    return not values or max(values) - min(values) <= STEADY_CODES
