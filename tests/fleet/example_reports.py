"""Reports to test with: a good one, the smallest one that is valid, and one for each way of being unusable."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from synthetic_fleet import FleetModel

from readiness.i18n import Words
from readiness.report.json_text import as_line

LATEST = date(2026, 11, 24)
SMALLEST: dict[str, Any] = {
    "schema": "readiness-report/1",
    "station": "a",
    "started_at": "2026-11-23T08:00:00+01:00",
    "verdict": "no_go",
    "findings": [{"check": "camera", "code": "camera.absent", "outcome": "fail"}],
}

GOOD: dict[str, Any] = json.loads(as_line(next(FleetModel(stations=1, days=9).reports()), Words("en")))


def changed(**fields: object) -> bytes:
    return json.dumps(GOOD | fields).encode()


UNUSABLE = {
    "empty": (b"", "empty"),
    "spaces": (b" \n", "empty"),
    "zeroes after a power cut": (b"\x00" * 4096, "empty"),
    "torn": (json.dumps(GOOD).encode()[:300], "torn"),
    "torn in a letter": ('{"schema": "å'.encode()[:-1], "torn"),
    "not text": (b"\x89PNG\r\n\x1a\n\x00\xff", "torn"),
    "endless depth": (b'{"a":' * 200_000, "torn"),
    "a list": (b"[]", "foreign"),
    "another program's": (b'{"schema": "other/1"}', "foreign"),
    "a number as station": (changed(station=5), "foreign"),
    "a verdict of its own": (changed(verdict="maybe"), "foreign"),
    "findings that are none": (changed(findings="none"), "foreign"),
    "an outcome of its own": (changed(findings=[{"check": "a", "code": "a.b", "outcome": "fine"}]), "foreign"),
    "a finding without a code": (changed(findings=[{"check": "a", "outcome": "pass"}]), "foreign"),
    "a go that its findings contradict": (
        changed(verdict="go", findings=[{"check": "a", "code": "a.b", "outcome": "fail"}]),
        "foreign",
    ),
    "a go without evidence": (changed(verdict="go", findings=[]), "foreign"),
    "no time": (changed(started_at="yesterday"), "foreign"),
    "no station": (changed(station="  "), "nameless"),
    "a verdict of another program": (changed(verdict="ready"), "foreign"),
    "a station of a million letters": (changed(station="x" * 1_000_000), "foreign"),
    "facts that are a list": (
        changed(findings=[{"check": "a", "code": "a.b", "outcome": "pass", "measured": []}]),
        "foreign",
    ),
    "a product that is a number": (
        changed(findings=[{"check": "camera", "code": "camera.ok", "outcome": "pass", "measured": {"vid_pid": 1}}]),
        "foreign",
    ),
    "a clock without a battery": (changed(started_at="2000-01-01T00:00:00+01:00"), "past"),
    "half a letter": (changed().replace(b"station-00000", b"\\ud800\xff"), "torn"),
    "a number of more than 64 bits": (changed(policy_notices=2**63), "foreign"),
    "next year": (changed(started_at="2027-11-23T07:00:00+01:00"), "future"),
    "more findings than there are checks": (
        changed(findings=[{"check": "a", "code": f"a.{nth}", "outcome": "fail"} for nth in range(101)]),
        "foreign",
    ),
    "huge": (changed(unit="x" * 5_000_000), "too_large"),
}
