"""When a live voice is measured again: soon after something has changed, otherwise seldom.

A measurement takes processor time in proportion to the length of the sound. While the finding stays the same, only the
levels of the blocks are compared, which costs next to nothing, and every few seconds the latest words are measured by
themselves: an echo or a hum changes no level. If the finding on those words is another, the whole window is measured.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readiness.measures.audio.levels import Samples
    from readiness.model import Finding

SOON_S = 3.0
"""Interval while the finding is new or blocks, or the sound has changed."""

GLANCE_S, GLANCE_EVERY_S = 3.0, 4.0
"""How much of the latest sound is measured by itself, and how often."""

GLANCE_SPEECH_S = 1.0
"""Less speech than this says nothing about a voice."""

SELDOM_WINDOWS = 3
"""The whole window is measured once in this many windows if nothing has changed."""

COMPARED_S = 3.0
"""Duration of sound whose levels are compared; there are pauses between words in any such stretch of speech."""

LOUDER_DB, NOISIER_DB = 6.0, 10.0
"""Changes of the voice's level and of the quietest moment that count as different sound. Within running speech the
former seldom varies by more than 5 dB, the latter hardly at all."""

FULL_SCALE = 0.98
_LOUD_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class _Character:
    """The levels of a stretch of sound."""

    loud_dbfs: float
    quiet_dbfs: float
    reaches_full_scale: bool
    has_gaps: bool

    def differs(self, other: _Character) -> bool:
        """Whether this sounds different from `other`, the earlier one: louder, softer, noisier, clipped or broken."""
        return (
            abs(self.loud_dbfs - other.loud_dbfs) > LOUDER_DB
            or self.quiet_dbfs > other.quiet_dbfs + NOISIER_DB
            or self.reaches_full_scale > other.reaches_full_scale
            or self.has_gaps > other.has_gaps
        )


@dataclass(frozen=True, slots=True)
class _Block:
    ends_s: float
    level_dbfs: float
    peak: float
    silent: bool


class MeasureSchedule:
    """Decides when to measure again. All times are in seconds of sound heard.

    Args:
        window_s: duration of sound that a measurement judges.
    """

    def __init__(self, window_s: float) -> None:
        self._seldom_s = SELDOM_WINDOWS * max(SOON_S, window_s)
        self._blocks: deque[_Block] = deque()
        self._measured_s: float | None = None
        self._was: _Character | None = None
        self._code = ""
        self._is_settled = False
        self._glanced_s = 0.0
        self._suspected = ""
        self._refuted: dict[str, tuple[int, float]] = {}

    def add(self, block: Samples, heard_s: float) -> None:
        """Add the next block of sound, which ends at `heard_s`."""
        from readiness.measures.audio.levels import is_digital_silence, rms_dbfs

        peak = float(max(block.max(), -block.min())) if block.size else 0.0
        self._blocks.append(_Block(heard_s, rms_dbfs(block), peak, is_digital_silence(block)))
        while self._blocks[0].ends_s < heard_s - COMPARED_S:
            self._blocks.popleft()

    def is_due(self, heard_s: float) -> bool:
        """Whether the sound should be measured again."""
        if self._measured_s is None:
            return True
        since_s = heard_s - self._measured_s
        if since_s < SOON_S:
            return False
        if since_s >= self._seldom_s or not self._is_settled or self._was is None or self._suspected:
            return True
        return self._character().differs(self._was)

    def is_glance_due(self, heard_s: float) -> bool:
        """Whether the latest `GLANCE_S` should be measured by themselves."""
        latest_s = max(self._glanced_s, self._measured_s or 0.0)
        return self._is_settled and not self._suspected and heard_s - latest_s >= GLANCE_EVERY_S

    def glanced(self, finding: Finding, heard_s: float) -> None:
        """Note what was found on the latest `GLANCE_S`; the whole window decides whether that is so.

        What it has refuted is asked again, for a fault that has just begun is a small part of it, but ever more seldom.
        """
        self._glanced_s = heard_s
        _, until_s = self._refuted.get(finding.code, (0, 0.0))
        if finding.code != self._code and heard_s >= until_s:
            self._suspected = finding.code

    def measured(self, finding: Finding, heard_s: float) -> None:
        """Note that the sound up to `heard_s` was measured and found to be this."""
        if finding.code != self._code:
            self._refuted.clear()
        elif self._suspected:
            times, _ = self._refuted.get(self._suspected, (0, 0.0))
            self._refuted[self._suspected] = times + 1, heard_s + GLANCE_EVERY_S * 2**times
        self._suspected = ""
        self._is_settled = finding.code == self._code and not finding.blocks
        self._code = finding.code
        self._measured_s = heard_s
        self._was = self._character()

    def _character(self) -> _Character:
        levels_dbfs = sorted(each.level_dbfs for each in self._blocks if not each.silent)
        silent = sum(each.silent for each in self._blocks)
        if not levels_dbfs:
            return _Character(0.0, 0.0, reaches_full_scale=False, has_gaps=True)
        return _Character(
            loud_dbfs=levels_dbfs[int(_LOUD_SHARE * (len(levels_dbfs) - 1))],
            quiet_dbfs=levels_dbfs[min(1, len(levels_dbfs) - 1)],
            reaches_full_scale=any(each.peak >= FULL_SCALE for each in self._blocks),
            has_gaps=silent > 0,
        )
