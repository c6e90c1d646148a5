"""The fleet's answers against the same ones counted by hand, over every way the reports may come."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from asking import AS_OF, SILENT_DAYS, fleet_answers
from synthetic_fleet import FleetModel

from readiness.fleet.answers import Answers
from readiness.fleet.collect import Afterwards, collect
from readiness.i18n import Words
from readiness.model import Verdict
from readiness.report.contents import Report
from readiness.report.json_text import as_json, as_line

ENGLISH = Words("en")

STATIONS = 20
"""Few enough for their reports to be read in one process; see `test_parallel_reader` for several."""


@pytest.fixture(scope="module")
def reports() -> Sequence[Report]:
    return tuple(FleetModel(stations=STATIONS, days=30).reports())


@pytest.fixture(scope="module", params=["folder", "lines", "parquet", "archive"])
def answers(
    request: pytest.FixtureRequest, reports: Sequence[Report], tmp_path_factory: pytest.TempPathFactory
) -> Answers:
    folder = tmp_path_factory.mktemp("fleet")
    if request.param == "folder":
        for nth, report in enumerate(reports):
            where = folder / "share" / f"unit {nth % 7}"
            where.mkdir(parents=True, exist_ok=True)
            (where / f"{nth}.json").write_text(as_json(report, ENGLISH), "utf-8")
        return fleet_answers(folder / "share")
    lines = folder / "all [1].ndjson"  # a name that looks like a pattern is a name
    lines.write_text("".join(f"{as_line(report, ENGLISH)}\n" for report in reports), "utf-8")
    if request.param == "lines":
        return fleet_answers(lines)
    if request.param == "archive":
        collect(lines, folder / "archive", AS_OF, Afterwards())
        return fleet_answers(folder / "archive")
    fleet_answers(lines, folder / "all.parquet")
    return fleet_answers(folder / "all.parquet")


def by_station(reports: Sequence[Report]) -> dict[str, list[Report]]:
    held: dict[str, list[Report]] = defaultdict(list)
    for report in sorted(reports, key=lambda each: each.started_at):
        held[report.station].append(report)
    return held


def blocking(report: Report) -> list[str]:
    return sorted(each.code for each in report.findings if each.outcome.word in {"fail", "not_assessed"})


@pytest.mark.slow
def test_reports_and_stations_are_counted(answers: Answers, reports: Sequence[Report]) -> None:
    last = [each[-1] for each in by_station(reports).values()]
    assert (answers.reports, answers.stations) == (len(reports), STATIONS)
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
    now = Counter(code for own in by_station(reports).values() for code in blocking(own[-1]))
    assert now
    for each in answers.blocking:
        told = (each.stations_now, each.stations, each.reports)
        assert told == (now[each.code], len(on[each.code]), counted[each.code])
    least = min(each.stations_now for each in answers.blocking)
    assert all(now[code] <= least for code in on if code not in {each.code for each in answers.blocking})


def test_products_and_how_often_they_fail(answers: Answers, reports: Sequence[Report]) -> None:
    failures: dict[tuple[str, str, str | None], list[bool]] = defaultdict(list)
    for report in reports:
        for each in report.findings:
            if product := product_of(each.check, each.measured):
                failures[each.check, *product].append(each.outcome.word in {"fail", "not_assessed"})
    assert {(each.check, each.product, each.version): each.failure_rate for each in answers.products} == {
        product: pytest.approx(sum(failed) / len(failed)) for product, failed in failures.items()
    }
    assert {check for check, _, version in failures if version} == {"browser", "rehearsal"}


def product_of(check: str, measured: Mapping[str, object]) -> tuple[str, str | None] | None:
    facts = {name: str(value) for name, value in measured.items() if value is not None}
    match check:
        case "headset" | "camera":
            named = " ".join(facts[name] for name in ("family", "vid_pid") if name in facts)
            return named or facts["device_class"], None
        case "browser" | "rehearsal":
            version = facts.get("chrome_version")
            return ("Google Chrome", version) if version else None
        case "connection":
            return (facts["link_kind"], None) if "link_kind" in facts else None
    return None


def test_mends_are_counted(answers: Answers, reports: Sequence[Report]) -> None:
    made = Counter(each.product for report in reports for each in report.mends)
    helped = Counter(each.product for report in reports for each in report.mends if each.helped)
    by_product: Counter[str] = Counter()
    for each in answers.mends:
        by_product[each.product] += each.times
    assert by_product == made
    assert sum(round(each.helped_share * each.times) for each in answers.mends) == helped.total()


def test_stations_that_turned_to_no_go(answers: Answers, reports: Sequence[Report]) -> None:
    expected = {
        station: blocking(own[-1])
        for station, own in by_station(reports).items()
        if own[-1].verdict is Verdict.NO_GO and own[-2].verdict is not Verdict.NO_GO
    }
    assert {each.station: sorted(each.codes) for each in answers.turned} == expected
    assert expected


def readiness_in_order(own: Sequence[Report]) -> list[bool]:
    return [each.verdict is not Verdict.NO_GO for each in own]


def test_stations_never_ready_and_stations_that_alternate(answers: Answers, reports: Sequence[Report]) -> None:
    never, turns = set(), {}
    for station, own in by_station(reports).items():
        ready = readiness_in_order(own)
        if not any(ready):
            never.add(station)
        pairs = zip(ready, ready[1:], own[1:], strict=False)
        turns[station] = sum(a != b and last.started_at.date() >= AS_OF - timedelta(days=14) for a, b, last in pairs)
    assert {each.station for each in answers.never_ready} == never
    assert {each.station: each.turns for each in answers.flapping} == {k: n for k, n in turns.items() if n >= 4}
    assert answers.flapping


def test_how_long_until_ready_again(answers: Answers, reports: Sequence[Report]) -> None:
    hours: dict[str, list[float]] = defaultdict(list)
    for own in by_station(reports).values():
        ready = readiness_in_order(own)
        for nth in range(1, len(own)):
            if ready[nth - 1] and not ready[nth]:
                again = next((each for each in range(nth, len(own)) if ready[each]), None)
                took = (own[again].started_at - own[nth].started_at) / timedelta(hours=1) if again else float("inf")
                for code in blocking(own[nth]):
                    hours[code].append(took)
    assert answers.recovery
    for each in answers.recovery:
        closed = sorted(one for one in hours[each.code] if one != float("inf"))
        assert (each.turns, each.open) == (len(hours[each.code]), len(hours[each.code]) - len(closed))
        if closed:
            assert each.median_h == int(closed[(len(closed) - 1) // 2]) + 1


@pytest.fixture
def week_after(reports: Sequence[Report], tmp_path: Path) -> Path:
    """The same fleet at one site in three units, number 2 of which lost its headsets this week: it is never ready."""
    lines = []
    for report in reports:
        unit = int(report.unit.split()[-1]) % 3
        line = as_line(report, ENGLISH).replace(report.unit, f"Unit {unit}").replace(report.site, "Ort")
        if unit == 2 and (AS_OF - report.started_at.date()).days < 7:
            line = line.replace(f'"verdict":"{report.verdict.value}"', '"verdict":"no_go"')
        lines.append(line)
    (tmp_path / "all.ndjson").write_text("\n".join(lines), "utf-8")
    return tmp_path


def test_what_changed_since_last_week(week_after: Path) -> None:
    changes = [each for each in fleet_answers(week_after).changes if each.kind == "unit"]
    assert [each.value for each in changes] == ["Unit 2"], "other units' ups and downs are chance"
    assert (changes[0].share, changes[0].is_new) == (1, False)
    assert changes[0].share_before < 0.6


def test_silent_stations(answers: Answers, reports: Sequence[Report]) -> None:
    last = {station: own[-1].started_at.date() for station, own in by_station(reports).items()}
    expected = {station: (AS_OF - day).days for station, day in last.items() if (AS_OF - day).days > SILENT_DAYS}
    assert {each.station: each.days for each in answers.silent} == expected
    assert expected


def test_a_report_delivered_twice_counts_once(reports: Sequence[Report], tmp_path: Path) -> None:
    for name in ("once.json", "again.json"):
        (tmp_path / name).write_text(as_json(reports[0], ENGLISH), "utf-8")
    assert fleet_answers(tmp_path).reports == 1
