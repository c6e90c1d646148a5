"""When a live voice is measured again: soon after something has changed, otherwise seldom.

A measurement takes processor time in proportion to the length of the sound. While the finding stays the same, the
levels of the blocks are compared, which costs next to nothing. Every second the latest words are searched for breaks
and a whine, which is cheap, because a voice that breaks up is what listeners mind most; every few seconds the latest
words alone are measured completely, since an echo or a hum changes no level. If either finds a fault, the whole window
is measured.
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

BREAKS_S, BREAKS_EVERY_S = 2.0, 1.0
"""How much of the latest sound is searched for breaks, and how often; for a whine it is `GLANCE_S`."""

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
        """Whether the voice, the noise, clipping or gaps have changed since `other`, the earlier one."""
        return (
            abs(self.loud_dbfs - other.loud_dbfs) > LOUDER_DB
            or self.quiet_dbfs > other.quiet_dbfs + NOISIER_DB
            or self.reaches_full_scale > other.reaches_full_scale
            or self.has_gaps != other.has_gaps
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
        self._glanced_s = self._searched_s = 0.0
        self._suspected = ""
        self._asked_again_s = GLANCE_EVERY_S
        self._refuted: dict[str, tuple[int, float]] = {}

    def add(self, block: Samples, heard_s: float) -> None:
        """Add the next block of sound, which ends at `heard_s`."""
        from readiness.measures.audio.levels import is_digital_silence, rms_dbfs

        peak = float(max(block.max(), -block.min())) if block.size else 0.0
        self._blocks.append(_Block(heard_s, rms_dbfs(block), peak, is_digital_silence(block)))
        while self._blocks[0].ends_s < heard_s - COMPARED_S:
            self._blocks.popleft()

    def is_due(self, heard_s: float, *, spoke_since: bool = False) -> bool:
        """Whether the whole window should be measured again; `spoke_since`: a first voice has been heard since."""
        if self._measured_s is None:
            return True
        since_s = heard_s - self._measured_s
        if self._suspected and since_s >= BREAKS_EVERY_S:
            return True
        if since_s < SOON_S:
            return False
        if since_s >= self._seldom_s or not self._is_settled or self._was is None or spoke_since:
            return True
        return self._character().differs(self._was)

    def is_glance_due(self, heard_s: float) -> bool:
        """Whether the latest `GLANCE_S` should be measured by themselves."""
        return self._may_glance and heard_s - max(self._glanced_s, self._measured_s or 0.0) >= GLANCE_EVERY_S

    def is_search_due(self, heard_s: float) -> bool:
        """Whether the latest words should be searched for breaks and a whine."""
        return self._may_glance and heard_s - max(self._searched_s, self._measured_s or 0.0) >= BREAKS_EVERY_S

    def glanced(self, code: str, heard_s: float) -> None:
        """Note the finding on the latest `GLANCE_S`; what a search looks for has been looked for as well."""
        self._glanced_s = self._searched_s = heard_s
        self._suspect(code, heard_s, GLANCE_EVERY_S)

    def searched(self, code: str, heard_s: float) -> None:
        """Note what a search of the latest words found; empty if nothing."""
        self._searched_s = heard_s
        if code:
            self._suspect(code, heard_s, BREAKS_EVERY_S)

    def measured(self, finding: Finding, heard_s: float, *, has_voice: bool = True) -> None:
        """Note that the sound up to `heard_s` was measured and found to be this; `has_voice`: somebody has spoken."""
        if finding.code != self._code:
            self._refuted.clear()
        elif self._suspected:
            times, _ = self._refuted.get(self._suspected, (0, 0.0))
            self._refuted[self._suspected] = times + 1, heard_s + self._asked_again_s * 2**times
        self._suspected = ""
        # A blocking fault may be fixed at any moment. Where nobody speaks, the levels show when.
        self._is_settled = finding.code == self._code and not (finding.blocks and has_voice)
        self._code = finding.code
        self._measured_s = heard_s
        self._was = self._character()

    @property
    def _may_glance(self) -> bool:
        return self._is_settled and not self._suspected

    def _suspect(self, code: str, heard_s: float, again_s: float) -> None:
        """Have the whole window decide about a finding on a part of it.

        What it has refuted is asked again, for a fault that has just begun is a small part of it, but ever more seldom.
        """
        _, until_s = self._refuted.get(code, (0, 0.0))
        if code != self._code and heard_s >= until_s:
            self._suspected, self._asked_again_s = code, again_s

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
