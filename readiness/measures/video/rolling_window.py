"""A rolling window over frame analyses, summarised by medians so that a blink has no effect."""

from __future__ import annotations

import dataclasses
import statistics
from collections import deque
from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from readiness.measures.video.frame_analysis import FrameAnalysis

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Part = TypeVar("Part", bound="DataclassInstance")

MIN_FRAMES = 4
MOVED_SHARE = 0.05
"""Movement between two frames, as a share of the picture, that may change what is found."""
STEADY_CODES = 12.0
"""Maximum variation of brightness over the window once exposure has settled; a twentieth of the scale."""


class RollingWindow:
    """A sliding window of frame analyses.

    Args:
        window_s: its length. With fewer than `MIN_FRAMES` in it, earlier ones are kept, so that a median always
            outvotes a single frame.
    """

    def __init__(self, window_s: float) -> None:
        self.window_s = window_s
        self._frames: deque[tuple[float, FrameAnalysis]] = deque()

    def add(self, at_s: float, analysis: FrameAnalysis) -> None:
        """Add a frame's analysis and drop those older than the window."""
        self._frames.append((at_s, analysis))
        while len(self._frames) > MIN_FRAMES and self._frames[0][0] < at_s - self.window_s - 1e-6:
            self._frames.popleft()

    @property
    def analyses(self) -> tuple[FrameAnalysis, ...]:
        """The analyses in the window, oldest first."""
        return tuple(analysis for _, analysis in self._frames)

    def agree(self) -> bool:
        """Whether the window is full, with a constant number of faces and steady exposure."""
        if len(self._frames) < MIN_FRAMES or self._frames[-1][0] - self._frames[0][0] < 0.75 * self.window_s:
            return False
        brightness = [analysis.quality.middle_code for analysis in self.analyses]
        highlights = [analysis.light.highlight_code for analysis in self.analyses if analysis.light]
        counts = {analysis.faces_count for analysis in self.analyses}
        return len(counts) == 1 and _steady(brightness) and _steady(highlights)

    def is_steady(self) -> bool:
        """Whether the frames `agree`, and the person has hardly moved between the last two."""
        places = [analysis.framing for analysis in self.analyses[-2:] if analysis.framing]
        moves = [
            abs(one - other)
            for before, now in pairwise(places)
            for one, other in (
                (before.left_share, now.left_share),
                (before.top_share, now.top_share),
                (before.height_share, now.height_share),
            )
        ]
        return self.agree() and max(moves, default=0.0) <= MOVED_SHARE


def medians(parts: Iterable[Part]) -> Part | None:
    """Return the median of every field, leaving out None, over measures of one type; None if there are none."""
    several = tuple(parts)
    if not several:
        return None
    known = {
        each.name: [value for part in several if (value := getattr(part, each.name)) is not None]
        for each in dataclasses.fields(several[0])
    }
    return dataclasses.replace(
        several[0], **{name: median(values) if values else None for name, values in known.items()}
    )


def median(values: Iterable[float]) -> float:
    """Return the median of at least one value, rounded to three decimals."""
    return round(statistics.median(values), 3)


def faces_count(analyses: Iterable[FrameAnalysis]) -> int | None:
    """Return the median number of faces; None if faces were never counted."""
    counts = [analysis.faces_count for analysis in analyses if analysis.faces_count is not None]
    return statistics.median_low(counts) if counts else None


def _steady(values: list[float]) -> bool:
    return not values or max(values) - min(values) <= STEADY_CODES
