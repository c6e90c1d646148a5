"""The current findings of one probe's checks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from readiness.model import AnyCheck, CheckMeasurement, Finding, Judged, Measured, Outcome, Policy

HowEnded = Literal["finished", "crashed", "timed_out"]


@dataclass(slots=True)
class ProbeFindings:
    """The latest finding of each check."""

    checks: tuple[AnyCheck, ...]
    latest: dict[str, Judged] = field(default_factory=dict)

    def judge(self, measured: Measured, policy: Policy) -> list[Judged]:
        """Judge a new measurement by the checks that take its type."""
        measurement = measured.measurement
        if not isinstance(measurement, CheckMeasurement):
            return []
        found = [check.judge_any(measurement, policy) for check in self.checks]
        fresh = [Judged(finding, measurement, measured.settled) for finding in found if finding]
        self.latest |= {judged.finding.check: judged for judged in fresh}
        return fresh

    def expire(self) -> list[Judged]:
        """Return `silent` findings for a silent probe. Only good findings expire; a problem remains until disproved."""
        return [
            Judged(check.not_assessed("silent"), None, settled=True)
            for check in self.checks
            if check.id in self.latest and self.latest[check.id].finding.outcome < Outcome.FAIL
        ]

    def final_findings(self, ended: HowEnded) -> list[Judged]:
        """Return final findings for checks without a settled one: neither silence nor a crash is ever a go."""
        return [
            Judged(self._final_finding(check, ended), None, settled=True)
            for check in self.checks
            if check.id not in self.latest or not self.latest[check.id].settled or ended != "finished"
        ]

    def _final_finding(self, check: AnyCheck, ended: HowEnded) -> Finding:
        latest = self.latest.get(check.id)
        if latest and (ended == "finished" or latest.finding.outcome is Outcome.FAIL):
            return latest.finding
        why = "not_assessed" if ended == "finished" else ended
        return check.not_assessed(why, latest.finding.measured if latest else None)
