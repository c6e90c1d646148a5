"""Each format of a report, read by what would read it."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from prometheus_client.parser import text_string_to_metric_families

from readiness import __version__
from readiness.checks.registry import AT_ONCE
from readiness.i18n import Words
from readiness.model import Finding, Outcome
from readiness.report import intune
from readiness.report.contents import Report
from readiness.report.formats import FORMATS, file_name
from readiness.report.json_text import as_line
from readiness.report.prometheus import as_metrics
from readiness.report.sqlite import as_sqlite

SWEDISH = Words("sv")


def finding(check: str, what: str, outcome: Outcome, **measured: object) -> Finding:
    remedy = "" if outcome is Outcome.PASS else "Gör något åt saken."
    return Finding(
        check=check, code=f"{check}.{what}", outcome=outcome, headline="Så är det.", remedy=remedy, measured=measured
    )


REPORT = Report(
    findings=(
        finding("camera", "ok", Outcome.PASS, height_px=720, frames_per_s=29.97, in_use=False, ended=None),
        finding("connection", "wireless", Outcome.WARN, link_kind="wifi"),
        finding("microphone", "silent", Outcome.FAIL, snr_db=float("nan"), evidence=("a", "b")),
    ),
    started_at=datetime(2026, 11, 23, 8, 59, 1, 250_000, tzinfo=UTC),
    duration_s=4.25,
    policy={"camera": {"black_code": 20}},
    station='Rum 3 "Åsa"\\',
    unit="Barn & ungdom\n",
    site="Kungälv",
)


def test_ndjson_is_one_line_that_starts_with_station_and_time() -> None:
    line = as_line(REPORT, SWEDISH)
    assert "\n" not in line
    assert list(json.loads(line))[:5] == ["schema", "station", "unit", "site", "started_at"]


def test_metrics_are_valid_for_prometheus() -> None:
    text = as_metrics(REPORT)
    assert text.endswith("\n")
    samples = {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    station = ("station", REPORT.station)
    assert samples["readiness_verdict", station, ("verdict", "no_go")] == 1
    assert samples["readiness_verdict", station, ("verdict", "go")] == 0
    assert samples["readiness_finding_outcome", ("check", "connection"), ("code", "connection.wireless"), station] == 1
    assert samples["readiness_measured", ("check", "camera"), ("fact", "frames_per_s"), station] == 29.97
    assert samples["readiness_measured", ("check", "camera"), ("fact", "in_use"), station] == 0
    assert samples["readiness_policy_notices", station] == 0
    labels = ("site", "Kungälv"), station, ("unit", REPORT.unit), ("version", __version__)
    assert samples["readiness_info", *labels] == 1
    assert samples["readiness_run_started_timestamp_seconds", station] == REPORT.started_at.timestamp()
    assert not [name for name in samples if ("fact", "ended") in name or ("fact", "snr_db") in name]
    assert all(station in name for name in samples)


def test_the_database_is_read_without_the_right_to_write_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "report.sqlite"
    path.write_bytes(as_sqlite(REPORT, SWEDISH))
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    reader = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    assert reader.execute("SELECT station, verdict, site FROM report").fetchall() == [
        (REPORT.station, "no_go", "Kungälv")
    ]
    codes = reader.execute('SELECT "check", code, outcome FROM finding ORDER BY rowid').fetchall()
    assert codes == [(each.check, each.code, each.outcome.word) for each in REPORT.findings]
    measured = dict(reader.execute("SELECT \"check\" || '.' || fact, value FROM measured").fetchall())
    assert measured["camera.height_px"] == "720"
    assert measured["camera.in_use"] == "false"
    assert measured["camera.ended"] is None
    assert measured["microphone.evidence"] == '["a", "b"]'
    reader.close()
    tmp_path.chmod(0o755)
    assert path.read_bytes()[18:20] == b"\x01\x01"  # rollback mode, read and write: no file of its own beside it


def test_intune_line_is_ascii_with_the_worst_first() -> None:
    line = intune.as_line(REPORT)
    assert line.isascii()
    assert "\n" not in line
    assert json.loads(line)["codes"] == ["microphone.silent=fail", "connection.wireless=warn", "camera.ok"]


def test_intune_line_is_independent_of_time_and_measured_values() -> None:
    later = replace(
        REPORT,
        started_at=datetime(2027, 1, 1, tzinfo=UTC),
        duration_s=9.0,
        findings=tuple(replace(each, measured={"snr_db": 1.5}) for each in REPORT.findings),
    )
    assert intune.as_line(later) == intune.as_line(REPORT)
    stricter = replace(REPORT, policy={"camera": {"black_code": 21}})
    assert intune.as_line(stricter) != intune.as_line(REPORT)


@pytest.mark.parametrize("unit", ["", "Å" * 80, "\U0001f3e5" * 80], ids=len)
@pytest.mark.parametrize("checks", [0, 1, 20, 60, 400])
def test_intune_line_is_limited_and_counts_omissions(checks: int, unit: str) -> None:
    findings = tuple(
        finding(f"check_{number}", "with_a_rather_long_name", Outcome(number % 3)) for number in range(checks)
    )
    line = intune.as_line(replace(REPORT, findings=findings, unit=unit))
    content = json.loads(line)
    assert len(line) <= 2048
    assert len(content["codes"]) + content.get("more", 0) == checks
    if "more" in content:
        assert len(line) > 1900
    assert content["codes"] == sorted(content["codes"], key=lambda code: ("=fail" not in code, "=warn" not in code))


def test_intune_line_has_room_for_every_check() -> None:
    findings = tuple(check.not_assessed("timed_out") for check in AT_ONCE.checks)
    line = intune.as_line(replace(REPORT, findings=findings, unit="Å" * 80))
    assert "more" not in json.loads(line)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("json", "Rum-3---sa--_20261123T085901.250000Z.json"),
        ("ndjson", "Rum-3---sa--_20261123T085901.250000Z.ndjson"),
        ("sqlite", "Rum-3---sa--.sqlite"),
        ("prom", "Rum-3---sa--.prom"),
        ("intune", "Rum-3---sa--.intune.txt"),
    ],
)
def test_file_name_is_safe_and_identifies_the_run(name: str, file: str) -> None:
    assert file_name(REPORT, FORMATS[name]) == file  # type: ignore[index]


@pytest.mark.parametrize("station", ["", "..", "../../etc/passwd", "CON?*|", "å" * 500])
def test_station_name_cannot_leave_the_folder(station: str) -> None:
    name = file_name(replace(REPORT, station=station), FORMATS["prom"])
    assert Path(name).name == name
    assert 0 < len(name) < 120
    assert not name.startswith(".")
