"""One run of the checks, before it is written in any format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from readiness.model import Finding, Outcome, Verdict, verdict
from readiness.service import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One run of the automatic checks.

    Attributes:
        findings: one for each check that was asked for, in the order a person meets them.
        started_at: when, with its offset from UTC.
        duration_s: how long it all took.
        policy: every limit that was in force, by table and key.
        station: the station's id, of the kind that the policy chooses.
        unit: the clinic or ward that the policy names; may be empty.
        policy_notices: how many things are wrong with the station's policies.
        override: why a person started a meeting despite a no-go; the verdict is what it was.
    """

    findings: tuple[Finding, ...]
    started_at: datetime
    duration_s: float
    policy: Mapping[str, Any]
    station: str = ""
    unit: str = ""
    policy_notices: int = 0
    override: Reason | None = None

    @property
    def verdict(self) -> Verdict:
        """The answer for all findings together."""
        return verdict(self.findings)


def first_action(findings: tuple[Finding, ...]) -> Finding | None:
    """The one finding to act on first: what blocks, in the order of the checks, before what is only a remark."""
    blocking = (finding for finding in findings if finding.blocks)
    remarks = (finding for finding in findings if finding.outcome is Outcome.WARN)
    return next(blocking, None) or next(remarks, None)
