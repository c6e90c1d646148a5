"""Last reports judged again, offline, by another policy's limits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asking import AS_OF, fleet_answers
from synthetic_fleet import FleetModel
from synthetic_measurements import CHECKS

from readiness.checks import connection, headset
from readiness.fleet.answers import PolicyCompare
from readiness.fleet.collect import Afterwards, collect
from readiness.i18n import Words
from readiness.model import Finding, Policy, Verdict
from readiness.policy.sections import values
from readiness.policy.tables import Tables
from readiness.report.contents import Report
from readiness.report.json_text import as_line

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 20, 7, tzinfo=UTC)
CABLE = connection.Measurement(has_route=True, has_link=True, link_kind="wired", link_speed_mbps=100.0)
FAST_CABLE = connection.Measurement(has_route=True, has_link=True, link_kind="wired", link_speed_mbps=1000.0)


def linked(measured: connection.Measurement) -> Finding:
    return connection.CHECK.judge(measured, connection.Policy())


def line(station: str, *findings: Finding, hours_ago: int = 0) -> str:
    report = Report(
        findings=findings,
        started_at=NOW - timedelta(hours=hours_ago),
        duration_s=1.0,
        policy=values(Policy()),
        station=station,
        unit="unit",
    )
    return as_line(report, Words("en"))


def test_every_check_is_judged_again_from_its_reported_facts(tmp_path: Path) -> None:
    last: dict[str, Report] = {report.station: report for report in FleetModel(stations=80, days=9).reports()}
    (tmp_path / "all.ndjson").write_text("\n".join(as_line(each, Words("en")) for each in last.values()), "utf-8")
    limits: Tables = {check.id: {} for check in CHECKS}
    same = fleet_answers(tmp_path / "all.ndjson", other=limits).policy_compare
    assert same
    assert (same.stations, same.judged, same.codes) == (len(last), len(last), [])

    other = limits | {"path": {"rtt_max_ms": 20, "outcomes": {"delay": "fail"}}}
    slower = fleet_answers(tmp_path / "all.ndjson", other=other).policy_compare
    assert slower
    too_slow = {
        station
        for station, report in last.items()
        for found in report.findings
        if found.check == "path" and found.code in {"path.ok", "path.delay"} and found.measured["rtt_ms"] > 20  # type: ignore[operator]
    }
    assert too_slow
    assert {each.station for each in slower.newly_no_go} == {
        station for station in too_slow if last[station].verdict is not Verdict.NO_GO
    }


def test_a_policy_nested_too_deep_spoils_no_comparison(tmp_path: Path) -> None:
    """How deep is too deep depends on the interpreter, and on who asks: a collector may have taken it in."""
    inbox, archive = tmp_path / "inbox", tmp_path / "archive"
    inbox.mkdir()
    nested = '"policy":{"x":{"key":' + "[" * 900 + "]" * 900 + "},"
    reports = (line("deep", linked(CABLE)).replace('"policy":{', nested), line("slow", linked(CABLE)))
    (inbox / "all.ndjson").write_text("\n".join(reports), "utf-8")
    assert collect(inbox, archive, AS_OF, Afterwards()).reports == 2

    def compared(frames: int) -> PolicyCompare | None:
        return compared(frames - 1) if frames else fleet_answers(archive, other={"connection": {}}).policy_compare

    compare = compared(100)
    assert compare
    assert compare.stations == 2


def test_last_reports_are_judged_again_where_possible(tmp_path: Path) -> None:
    slow = linked(CABLE).code
    assert connection.CHECK.judge(CABLE, connection.Policy(cable_min_mbps=1000)).code != slow
    what = connection.CHECK.judge(CABLE, connection.Policy(cable_min_mbps=1000)).code.partition(".")[2]
    silent = headset.CHECK.judge(headset.Measurement(system_silent=True), headset.Policy())
    lines = (
        line("slow", linked(CABLE)),
        line("fast", linked(FAST_CABLE)),
        line("was-slow", linked(CABLE), hours_ago=5),
        line("was-slow", linked(FAST_CABLE)),
        line("not-asked", silent),
        line("of-another-version", linked(CABLE)).replace(slow, "connection.ok_by_magic"),
    )
    (tmp_path / "all.ndjson").write_text("\n".join(lines), "utf-8")
    other = {"connection": {"cable_min_mbps": 1000, "outcomes": {what: "fail"}}}
    compare = fleet_answers(tmp_path / "all.ndjson", other=other).policy_compare
    assert compare
    assert (compare.stations, compare.judged, compare.no_go, compare.no_go_then) == (5, 3, 1, 2)
    assert [(each.station, each.codes) for each in compare.newly_no_go] == [("slow", [f"connection.{what}"])]
    assert [(each.code, each.stations, each.stations_then) for each in compare.codes] == [(f"connection.{what}", 0, 1)]
    assert not compare.no_longer_no_go
