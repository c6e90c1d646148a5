"""What a run says, as JSON for programs and as text for people."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from readiness import __version__
from readiness.model import Finding, Outcome, Verdict, verdict
from readiness.words import N_, Words

SCHEMA = "readiness-report/1"

HEADINGS: Mapping[Verdict, str] = {
    Verdict.GO: N_("Ready"),
    Verdict.GO_WITH_REMARKS: N_("Ready, with remarks"),
    Verdict.NO_GO: N_("Not ready"),
}

MARKS: Mapping[Outcome, str] = {
    Outcome.PASS: N_("OK"),
    Outcome.WARN: N_("REMARK"),
    Outcome.FAIL: N_("PROBLEM"),
    Outcome.NOT_ASSESSED: N_("NOT TESTED"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One run of the automatic checks. `policy` is every limit that was in force, by table and key."""

    findings: tuple[Finding, ...]
    started_at: datetime
    duration_s: float
    policy: Mapping[str, Any]

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
        "measured": {name: _plain(value) for name, value in finding.measured.items()},
    }


def as_data(report: Report, words: Words) -> dict[str, Any]:
    """The report as `assets/report.schema.json` describes it."""
    return {
        "schema": SCHEMA,
        "verdict": report.verdict.value,
        "findings": [finding_as_data(finding, words) for finding in report.findings],
        "started_at": report.started_at.isoformat(timespec="seconds"),
        "duration_s": round(report.duration_s, 3),
        "app_version": __version__,
        "policy": report.policy,
    }


def as_json(report: Report, words: Words) -> str:
    """The report as one JSON document."""
    return json.dumps(as_data(report, words), ensure_ascii=False, indent=2, allow_nan=False)


def as_text(report: Report, words: Words, titles: Mapping[str, str]) -> str:
    """The report for a person: the verdict and the one next action first, then a line a check.

    Args:
        report: what was found.
        words: the language.
        titles: each check's title by its id, message ids.
    """
    lines = [words(HEADINGS[report.verdict])]
    first = first_action(report.findings)
    if first is not None:
        lines.append(f"→ {words(first.headline, first.measured)} {words(first.remedy, first.measured)}")
    lines.append("")
    marks = {outcome: words(mark) for outcome, mark in MARKS.items()}
    named = {check: words(title) for check, title in titles.items()}
    mark_width, title_width = max(map(len, marks.values())), max(map(len, named.values()), default=0)
    for finding in report.findings:
        shown = words(finding.headline, finding.measured)
        subject = f" ({finding.subject})" if finding.subject else ""
        lines.append(f"{marks[finding.outcome]:{mark_width}}  {named[finding.check]:{title_width}}  {shown}{subject}")
        if finding.outcome is not Outcome.PASS:
            lines.append(f"{'':{mark_width}}  {'':{title_width}}  {words(finding.remedy, finding.measured)}")
    return "\n".join(lines)


def first_action(findings: tuple[Finding, ...]) -> Finding | None:
    """The one finding to act on first: what blocks, in the order of the checks, before what is only a remark."""
    blocking = (finding for finding in findings if finding.outcome >= Outcome.FAIL)
    remarks = (finding for finding in findings if finding.outcome is Outcome.WARN)
    return next(blocking, None) or next(remarks, None)


def _plain(value: object) -> Any:
    plain = msgspec.to_builtins(value, enc_hook=str)  # a sentence (`Told`) is plain English to programs
    if isinstance(plain, list | tuple):
        return [_plain(each) for each in plain]
    return None if isinstance(plain, float) and not math.isfinite(plain) else plain
