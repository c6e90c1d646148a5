"""The report of one run, independent of any output format."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

import msgspec

from readiness.meeting_policy import Reason
from readiness.model import Finding, Outcome, Verdict, verdict
from readiness.storage.mend_log import MadeMend


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One run of the automatic checks.

    Attributes:
        findings: one per requested check, in display order.
        started_at: start of the run, timezone-aware.
        duration_s: duration of the whole run.
        policy: the limits that were in force, by table and key.
        station: the station's id, of the kind that the policy selects.
        unit: the clinic or ward set in the policy; may be empty.
        site: the building or town set in the policy; may be empty.
        policy_notices: the number of problems in the station's policies.
        mends: what the program mended at a person's request, if no earlier report has included it.
        override: why a person started a meeting despite a no-go; the verdict stays no-go.
    """

    findings: tuple[Finding, ...]
    started_at: datetime
    duration_s: float
    policy: Mapping[str, Mapping[str, object]]
    station: str = ""
    unit: str = ""
    site: str = ""
    policy_notices: int = 0
    mends: tuple[MadeMend, ...] = ()
    override: Reason | None = None

    @property
    def verdict(self) -> Verdict:
        """The verdict over all findings."""
        return verdict(self.findings)


def policy_fingerprint(limits: Mapping[str, object]) -> str:
    """Return an eight-character hash of the limits in force."""
    return hashlib.sha256(json.dumps(limits, sort_keys=True).encode()).hexdigest()[:8]


def first_action(findings: tuple[Finding, ...]) -> Finding | None:
    """Return the finding to act on first: the first blocking one, else the first remark; None if all is well."""
    blocking = (finding for finding in findings if finding.blocks)
    remarks = (finding for finding in findings if finding.outcome is Outcome.WARN)
    return next(blocking, None) or next(remarks, None)
