"""The fleet's answers against the same ones counted by hand, over every way the reports may come."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from made_up_fleet import FleetModel

from readiness.fleet.as_tables import write_parquet
from readiness.fleet.collect import SetAside
from readiness.fleet.questions import Answers, ask
from readiness.fleet.store import opened
from readiness.i18n import Words
from readiness.model import Verdict
from readiness.report.contents import Report
from readiness.report.json_text import as_json, as_line

AS_OF, SILENT_DAYS = date(2026, 11, 23), 14
ENGLISH = Words("en")


@pytest.fixture(scope="module")
def reports() -> Sequence[Report]:
    return tuple(FleetModel(stations=60, days=30).reports())


def asked(source: Path, parquet: Path | None = None) -> Answers:
    aside = SetAside()
    with opened(source, AS_OF, aside) as database:
        if parquet:
            write_parquet(database, parquet)
        return ask(database, AS_OF, SILENT_DAYS, aside)


@pytest.fixture(scope="module", params=["folder", "lines", "parquet"])
def answers(
    request: pytest.FixtureRequest, reports: Sequence[Report], tmp_path_factory: pytest.TempPathFactory
) -> Answers:
    folder = tmp_path_factory.mktemp("fleet")
    if request.param == "folder":
        for nth, report in enumerate(reports):
            where = folder / "share" / f"unit {nth % 7}"
            where.mkdir(parents=True, exist_ok=True)
            (where / f"{nth}.json").write_text(as_json(report, ENGLISH), "utf-8")
        return asked(folder / "share")
    lines = folder / "all [1].ndjson"  # a name that looks like a pattern is a name
    lines.write_text("".join(f"{as_line(report, ENGLISH)}\n" for report in reports), "utf-8")
    if request.param == "lines":
        return asked(lines)
    asked(lines, folder / "all.parquet")
    return asked(folder / "all.parquet")


def by_station(reports: Sequence[Report]) -> dict[str, list[Report]]:
    held: dict[str, list[Report]] = defaultdict(list)
    for report in sorted(reports, key=lambda each: each.started_at):
        held[report.station].append(report)
    return held


def blocking(report: Report) -> list[str]:
    return sorted(each.code for each in report.findings if each.outcome.word in {"fail", "not_assessed"})


def test_totals(answers: Answers, reports: Sequence[Report]) -> None:
    last = [each[-1] for each in by_station(reports).values()]
    assert (answers.reports, answers.stations) == (len(reports), 60)
    assert answers.ready == sum(report.verdict is not Verdict.NO_GO for report in last)
    assert answers.first_day == min(report.started_at.date() for report in reports)
    assert answers.unusable == {}


def test_every_units_weeks(answers: Answers, reports: Sequence[Report]) -> None:
    ended: dict[tuple[str, date], dict[str, bool]] = defaultdict(dict)
    for report in sorted(reports, key=lambda each: each.started_at):
        day = report.started_at.date()
        ended[report.unit, day - timedelta(days=day.weekday())][report.station] = report.verdict is not Verdict.NO_GO
    assert {(each.unit, each.week): each.stations for each in answers.weeks} == {
        key: len(stations) for key, stations in ended.items()
    }
    for each in answers.weeks:
        ready = ended[each.unit, each.week].values()
        assert each.go_share == pytest.approx(sum(ready) / len(ready))


def test_commonest_obstacles(answers: Answers, reports: Sequence[Report]) -> None:
    counted = Counter(code for report in reports for code in blocking(report))
    on: dict[str, set[str]] = defaultdict(set)
    for report in reports:
        for code in blocking(report):
            on[code].add(report.station)
    assert answers.blocking
    for each in answers.blocking:
        assert (each.stations, each.reports) == (len(on[each.code]), counted[each.code])
    least = min(each.stations for each in answers.blocking)
    assert all(len(on[code]) <= least for code in on if code not in {each.code for each in answers.blocking})


def test_products_and_how_often_they_fail(answers: Answers, reports: Sequence[Report]) -> None:
    seen: dict[str, list[bool]] = defaultdict(list)
    for report in reports:
        for each in report.findings:
            if each.check == "headset":
                facts = [str(each.measured[name]) for name in ("family", "vid_pid") if name in each.measured]
                name = " ".join(facts) or str(each.measured["device_class"])
                seen[name].append(each.outcome.word in {"fail", "not_assessed"})
    assert {each.product: each.failure_rate for each in answers.products} == {
        product: pytest.approx(sum(failed) / len(failed)) for product, failed in seen.items()
    }


def test_who_turned(answers: Answers, reports: Sequence[Report]) -> None:
    expected = {
        station: blocking(own[-1])
        for station, own in by_station(reports).items()
        if own[-1].verdict is Verdict.NO_GO and own[-2].verdict is not Verdict.NO_GO
    }
    assert {each.station: sorted(each.codes) for each in answers.turned} == expected
    assert expected


def test_who_is_silent(answers: Answers, reports: Sequence[Report]) -> None:
    last = {station: own[-1].started_at.date() for station, own in by_station(reports).items()}
    expected = {station: (AS_OF - day).days for station, day in last.items() if (AS_OF - day).days > SILENT_DAYS}
    assert {each.station: each.days for each in answers.silent} == expected
    assert expected


def test_a_report_delivered_twice_counts_once(reports: Sequence[Report], tmp_path: Path) -> None:
    for name in ("once.json", "again.json"):
        (tmp_path / name).write_text(as_json(reports[0], ENGLISH), "utf-8")
    assert asked(tmp_path).reports == 1
