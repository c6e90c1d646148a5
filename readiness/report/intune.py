"""The report as Intune Remediations takes it: one ASCII line, the same from run to run until something changes."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from readiness import __version__
from readiness.model import Outcome
from readiness.report.contents import Report

LONGEST = 2048
"""Characters that Intune keeps of a detection script's output."""


def as_line(report: Report) -> str:
    """Verdict, station, version, the policy's fingerprint and each check's code, worst first.

    No times and no measured values, since those change although nothing has. Should it not fit, codes are left out
    from the end, the good ones first, and `more` says how many.
    """
    ranked = sorted(report.findings, key=lambda finding: -finding.outcome)
    codes = [f"{finding.code}={finding.outcome.word}" for finding in ranked if finding.outcome is not Outcome.PASS]
    codes += [finding.code for finding in ranked if finding.outcome is Outcome.PASS]
    for kept in range(len(codes), -1, -1):
        left_out = {"more": len(codes) - kept} if kept < len(codes) else {}
        line = _line(_head(report) | {"codes": codes[:kept]} | left_out)
        if len(line) <= LONGEST:
            return line
    return _line({"verdict": report.verdict.value, "codes": [], "more": len(codes)})


def not_done(why: str) -> str:
    """The line when nothing could be checked: that is no-go, and `why` is a word for it."""
    return _line({"verdict": "no_go", "codes": [], "not_done": why})


def policy_fingerprint(report: Report) -> str:
    """Eight characters that change when any limit in force does."""
    return hashlib.sha256(json.dumps(report.policy, sort_keys=True).encode()).hexdigest()[:8]


def _head(report: Report) -> dict[str, Any]:
    notices = {"policy_notices": report.policy_notices} if report.policy_notices else {}
    return notices | {
        "verdict": report.verdict.value,
        "station": report.station,
        "unit": report.unit,
        "version": __version__,
        "policy": policy_fingerprint(report),
    }


def _line(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=True, separators=(",", ":"))
