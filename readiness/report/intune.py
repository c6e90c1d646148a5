"""The report for Intune Remediations: one ASCII line that stays the same until a finding changes."""

from __future__ import annotations

import json

from readiness import __version__
from readiness.model import Outcome
from readiness.report.contents import Report, policy_fingerprint

LONGEST = 2048
"""Maximum number of characters that Intune stores of a detection script's output."""


def as_line(report: Report) -> str:
    """Return verdict, station, version, policy fingerprint and each check's code, worst first, as JSON on one line.

    Times and measured values are omitted, since they change from run to run. If the line is too long, codes are
    dropped from the end (passes first) and `more` gives their number.
    """
    ranked = sorted(report.findings, key=lambda finding: -finding.outcome)
    codes = [f"{finding.code}={finding.outcome.word}" for finding in ranked if finding.outcome is not Outcome.PASS]
    codes += [finding.code for finding in ranked if finding.outcome is Outcome.PASS]
    for shown in range(len(codes), -1, -1):
        left_out = {"more": len(codes) - shown} if shown < len(codes) else {}
        line = _line(_head(report) | {"codes": codes[:shown]} | left_out)
        if len(line) <= LONGEST:
            return line
    return _line({"verdict": report.verdict.value, "codes": [], "more": len(codes)})


def not_done(why: str) -> str:
    """Return the line for a run that failed: verdict no-go, and `why` as a keyword."""
    return _line({"verdict": "no_go", "codes": [], "not_done": why})


def _head(report: Report) -> dict[str, object]:
    notices = {"policy_notices": report.policy_notices} if report.policy_notices else {}
    return notices | {
        "verdict": report.verdict.value,
        "station": report.station,
        "unit": report.unit,
        "version": __version__,
        "policy": policy_fingerprint(report.policy),
    }


def _line(content: dict[str, object]) -> str:
    return json.dumps(content, ensure_ascii=True, separators=(",", ":"))
