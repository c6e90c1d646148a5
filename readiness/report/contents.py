"""What stands in a report, whichever format it is written in."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from readiness import __version__
from readiness.i18n import Words
from readiness.model import Finding, Outcome, Verdict, verdict
from readiness.service import Reason

SCHEMA = "readiness-report/1"


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


def finding_as_data(finding: Finding, words: Words) -> dict[str, Any]:
    """A finding as it stands in reports: plain JSON values, words in one language, no device's name."""
    return {
        "check": finding.check,
        "code": finding.code,
        "outcome": finding.outcome.word,
        "headline": words(finding.headline, finding.measured),
        "remedy": words(finding.remedy, finding.measured),
        "measured": facts(finding),
        **({"waits_for": finding.waits_for} if finding.waits_for else {}),
    }


def facts(finding: Finding) -> dict[str, Any]:
    """What was measured, as plain JSON values."""
    return {name: _plain(value) for name, value in finding.measured.items()}


def as_data(report: Report, words: Words) -> dict[str, Any]:
    """The report as `assets/report.schema.json` describes it."""
    return {
        "schema": SCHEMA,
        "station": report.station,
        "unit": report.unit,
        "started_at": report.started_at.isoformat(timespec="seconds"),
        "verdict": report.verdict.value,
        "findings": [finding_as_data(finding, words) for finding in report.findings],
        "duration_s": round(report.duration_s, 3),
        "app_version": __version__,
        "policy": report.policy,
        "policy_notices": report.policy_notices,
        **({"override": report.override.value} if report.override else {}),
    }


def first_action(findings: tuple[Finding, ...]) -> Finding | None:
    """The one finding to act on first: what blocks, in the order of the checks, before what is only a remark."""
    blocking = (finding for finding in findings if finding.blocks)
    remarks = (finding for finding in findings if finding.outcome is Outcome.WARN)
    return next(blocking, None) or next(remarks, None)


def _sentence(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a report cannot hold {type(value).__name__}")
    return str(value)


def _plain(value: object) -> Any:
    plain = msgspec.to_builtins(value, enc_hook=_sentence)
    if isinstance(plain, list | tuple):
        return [_plain(each) for each in plain]
    return None if isinstance(plain, float) and not math.isfinite(plain) else plain
