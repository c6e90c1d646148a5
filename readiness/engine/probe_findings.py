"""What has been found so far for the checks of one probe."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from readiness.model import Check, Finding, Judged, Measured, Outcome, Policy

HowEnded = Literal["finished", "crashed", "timed_out"]


@dataclass(slots=True)
class ProbeFindings:
    """The latest finding of each check."""

    checks: tuple[Check[Any, Any], ...]
    latest: dict[str, Judged] = field(default_factory=dict)

    def judge(self, said: Measured, policy: Policy) -> list[Judged]:
        """The findings of a fresh measurement, for the checks that it belongs to."""
        fresh = [
            Judged(check.judge(said.measurement, policy.of(check.policy)), said.measurement, said.settled)
            for check in self.checks
            if isinstance(said.measurement, check.measurement)
        ]
        self.latest |= {judged.finding.check: judged for judged in fresh}
        return fresh

    def doubt(self) -> list[Judged]:
        """The probe is silent: what was well is not known any more. A problem stays one until it is seen to be gone."""
        return [
            Judged(check.not_assessed("silent"), None, settled=True)
            for check in self.checks
            if check.id in self.latest and self.latest[check.id].finding.outcome < Outcome.FAIL
        ]

    def last_words(self, ended: HowEnded) -> list[Judged]:
        """Findings for the checks that were left open: silence is never go, and neither is a probe that fell over."""
        return [
            Judged(self._last_word(check, ended), None, settled=True)
            for check in self.checks
            if check.id not in self.latest or not self.latest[check.id].settled or ended != "finished"
        ]

    def _last_word(self, check: Check[Any, Any], ended: HowEnded) -> Finding:
        seen = self.latest.get(check.id)
        if seen and (ended == "finished" or seen.finding.outcome is Outcome.FAIL):
            return seen.finding
        why = "not_assessed" if ended == "finished" else ended
        return check.not_assessed(why, seen.finding.measured if seen else None)
