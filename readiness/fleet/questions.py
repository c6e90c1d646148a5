"""What is asked of the fleet, once for every engine.

The SQL counts and picks; shares, medians and the order of rows are worked out here, from whole numbers, so that every
engine's answer is the same to the byte.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from readiness.fleet.answers import (
    Answers,
    Blocking,
    Change,
    Flapping,
    NeverReady,
    Product,
    Recovery,
    Silent,
    Turned,
    Week,
)
from readiness.fleet.archive_schema import DEVICE_CHECKS
from readiness.fleet.query_engine import QueryEngine
from readiness.fleet.report_reader import Fault
from readiness.fleet.set_aside import SetAside

Row = TypeVar("Row")

COMMONEST = 20
"""So many codes, and products of a check, are listed; the rest is a long tail of single ones."""

CHANGE_STATIONS, CHANGE_SHARE = 5, 0.05
"""A change is told from so many stations and so much of a share on; below that it is chance."""

FLAPPING_DAYS, FLAPPING_TURNS = 14, 4

_FAILED = "('fail', 'not_assessed')"

_STATION = """
SELECT station_number, min(started_us) AS first_us, max(started_us) AS last_us, min(day) AS first_day,
    max(day) AS last_day, count(*) AS reports, count(*) FILTER (WHERE verdict <> 'no_go') AS ready_reports
FROM report GROUP BY station_number
"""
"""A row a station."""

_LATEST = """
SELECT station.*, report.station, report.unit, report.started_us, report.started_at, report.day, report.verdict,
    report.blocking
FROM station
JOIN report ON report.station_number = station.station_number AND report.started_us = station.last_us
"""
"""The same with its last report. Text is fetched by joins: picking it by `max_by` takes three times as long."""

_TURN = """
SELECT station_number, moment // 2 AS started_us, moment % 2 = 1 AS ready, before // 2 AS before_us
FROM (
    SELECT station_number, moment, lag(moment) OVER (PARTITION BY station_number ORDER BY moment) AS before
    FROM (SELECT station_number, 2 * started_us + CAST(verdict <> 'no_go' AS INTEGER) AS moment FROM report) AS each
) AS ordered
WHERE before IS NOT NULL AND moment % 2 <> before % 2
"""
"""A row each time a station's verdict turned. `moment`: when, and in its lowest bit whether the station was ready."""

_TOTALS = """
SELECT coalesce(sum(reports), 0), count(*), count(*) FILTER (WHERE verdict <> 'no_go'), min(first_day), max(last_day)
FROM latest
"""

_WEEKS = """
SELECT report.unit, ended.week, count(*), count(*) FILTER (WHERE report.verdict <> 'no_go')
FROM (
    SELECT station_number, CAST(date_trunc('week', day) AS DATE) AS week, max(started_us) AS started_us
    FROM report GROUP BY station_number, CAST(date_trunc('week', day) AS DATE)) AS ended
JOIN report ON report.station_number = ended.station_number AND report.started_us = ended.started_us
GROUP BY report.unit, ended.week
"""

_BLOCKING = """
SELECT code, count(*), sum(reports) FROM (
    SELECT station_number, code, count(*) AS reports
    FROM (SELECT station_number, unnest(blocking) AS code FROM report WHERE verdict = 'no_go') AS each
    GROUP BY station_number, code) AS by_station
GROUP BY code
"""

_PRODUCTS = """
SELECT product, version, count(*), sum(reports), sum(failed) FROM (
    SELECT station_number, devices."{check}".product AS product, devices."{check}".version AS version,
        count(*) AS reports, count(*) FILTER (WHERE devices."{check}".outcome IN {failed}) AS failed
    FROM report WHERE devices."{check}".product IS NOT NULL
    GROUP BY station_number, devices."{check}".product, devices."{check}".version) AS by_station
GROUP BY product, version
"""

_CHANGES = """
SELECT value, version, count(*) FILTER (WHERE now_reports > 0), sum(now_reports), sum(now_failed),
    count(*) FILTER (WHERE before_reports > 0), sum(before_reports), sum(before_failed)
FROM (
    SELECT station_number, {value} AS value, {version} AS version,
        count(*) FILTER (WHERE day >= DATE '{week}') AS now_reports,
        count(*) FILTER (WHERE day >= DATE '{week}' AND {failed}) AS now_failed,
        count(*) FILTER (WHERE day < DATE '{week}') AS before_reports,
        count(*) FILTER (WHERE day < DATE '{week}' AND {failed}) AS before_failed
    FROM report WHERE day >= DATE '{two_weeks}' AND day <= DATE '{as_of}' AND {value} IS NOT NULL
    GROUP BY station_number, {value}, {version}) AS by_station
GROUP BY value, version
"""

_RECOVERY = """
SELECT code, hours, count(*) FROM (
    SELECT unnest(report.blocking) AS code, ended.hours AS hours
    FROM (
        SELECT station_number, started_us, ready,
            (lead(started_us) OVER (PARTITION BY station_number ORDER BY started_us) - started_us) // 3600000000
                AS hours
        FROM turn) AS ended
    JOIN report ON report.station_number = ended.station_number AND report.started_us = ended.started_us
    WHERE NOT ended.ready) AS each
GROUP BY code, hours
"""

_TURNED = """
SELECT latest.station, latest.unit, report.started_at, latest.started_at, latest.blocking
FROM turn
JOIN latest ON latest.station_number = turn.station_number AND latest.started_us = turn.started_us
JOIN report ON report.station_number = turn.station_number AND report.started_us = turn.before_us
WHERE NOT turn.ready
"""

_FLAPPING = """
SELECT latest.station, latest.unit, often.turns FROM (
    SELECT station_number, count(*) AS turns FROM turn WHERE started_us >= {since_us} GROUP BY station_number
    HAVING count(*) >= {turns}) AS often
JOIN latest ON latest.station_number = often.station_number
"""

_NEVER_READY = """
SELECT latest.station, latest.unit, latest.reports, report.started_at, latest.started_at, latest.blocking
FROM latest
JOIN report ON report.station_number = latest.station_number AND report.started_us = latest.first_us
WHERE latest.ready_reports = 0
"""

_SILENT = "SELECT station, unit, started_at, day FROM latest WHERE day < DATE '{since}'"

QUESTIONS_COUNT = 13 + 2 * len(DEVICE_CHECKS)


def ask(
    engine: QueryEngine, as_of: date, silent_days: int, aside: SetAside, progress: Callable[[], object] = lambda: None
) -> Answers:
    """Every answer.

    Args:
        engine: with the view `report`.
        as_of: today.
        silent_days: a station may be quiet for so long before it is told.
        aside: the reports that could not be counted.
        progress: called after each of `QUESTIONS_COUNT` questions.

    Raises:
        EngineError: the engine could not answer.
    """

    def rows(query: str, **places: object) -> list[tuple[Any, ...]]:
        found = engine.rows(query.format(**places) if places else query)
        progress()
        return found

    for name, query in (("station", _STATION), ("latest", _LATEST), ("turn", _TURN)):
        engine.define(name, query)
        progress()
    reports, stations, ready, first_day, last_day = rows(_TOTALS)[0]
    flapping_since = datetime.combine(as_of - timedelta(days=FLAPPING_DAYS), time(), UTC)
    return Answers(
        as_of=as_of,
        silent_days=silent_days,
        reports=int(reports),
        stations=stations,
        ready=ready,
        first_day=first_day,
        last_day=last_day,
        weeks=_in_order(
            (Week(unit, week, seen, went / seen) for unit, week, seen, went in rows(_WEEKS)),
            lambda each: (each.week, each.unit),
        ),
        blocking=_in_order(
            (Blocking(code, seen, int(often)) for code, seen, often in rows(_BLOCKING)),
            lambda each: (-each.stations, -each.reports, each.code),
        )[:COMMONEST],
        products=_products(rows),
        changes=_changes(rows, as_of),
        recovery=_recovery(rows(_RECOVERY)),
        turned=_in_order(
            (
                Turned(station, unit, last_go, no_go, sorted(codes))
                for station, unit, last_go, no_go, codes in rows(_TURNED)
            ),
            lambda each: (each.no_go, each.station),
        )[::-1],
        flapping=_in_order(
            (
                Flapping(*row)
                for row in rows(_FLAPPING, since_us=int(flapping_since.timestamp()) * 1_000_000, turns=FLAPPING_TURNS)
            ),
            lambda each: (-each.turns, each.station),
        ),
        never_ready=_in_order(
            (
                NeverReady(station, unit, often, first, last, sorted(codes))
                for station, unit, often, first, last, codes in rows(_NEVER_READY)
            ),
            lambda each: (-each.reports, each.station),
        ),
        silent=_in_order(
            (
                Silent(station, unit, last_heard, (as_of - day).days)
                for station, unit, last_heard, day in rows(_SILENT, since=as_of - timedelta(days=silent_days))
            ),
            lambda each: (-each.days, each.station),
        ),
        unusable={fault.value: aside.counts[fault] for fault in Fault if aside.counts[fault]},
        unusable_examples=tuple((where, fault.value) for where, fault in aside.examples),
    )


def _in_order(rows: Iterable[Row], key: Callable[[Row], Any]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=key))


def _products(rows: Callable[..., list[tuple[Any, ...]]]) -> tuple[Product, ...]:
    found: list[Product] = []
    for check in DEVICE_CHECKS:
        every = (
            Product(check, product, stations, int(failed) / int(reports), version)
            for product, version, stations, reports, failed in rows(_PRODUCTS, check=check, failed=_FAILED)
        )
        found += _in_order(every, lambda each: (-each.stations, each.product, each.version or ""))[:COMMONEST]
    return tuple(found)


def _changes(rows: Callable[..., list[tuple[Any, ...]]], as_of: date) -> tuple[Change, ...]:
    """Worst first: by how many stations' worth of share it grew."""
    week, two_weeks = as_of - timedelta(days=6), as_of - timedelta(days=13)
    kinds = [("unit", "unit", "NULL", "verdict = 'no_go'"), ("app_version", "app_version", "NULL", "verdict = 'no_go'")]
    for check in DEVICE_CHECKS:
        device = f'devices."{check}"'
        kinds.append((check, f"{device}.product", f"{device}.version", f"{device}.outcome IN {_FAILED}"))
    found: list[Change] = []
    for kind, value, version, failed in kinds:
        places = {"value": value, "version": f"CAST({version} AS VARCHAR)", "failed": failed}
        found += _changed(kind, rows(_CHANGES, **places, week=week, two_weeks=two_weeks, as_of=as_of))
    return _in_order(
        found,
        lambda each: (-(each.share - each.share_before) * each.stations, each.kind, each.value, each.version or ""),
    )


def _changed(kind: str, rows: Sequence[tuple[Any, ...]]) -> Iterable[Change]:
    everything = sum(int(row[6]) for row in rows)
    failed = sum(int(row[7]) for row in rows)
    for value, version, stations, reports, now_failed, _, before_reports, before_failed in rows:
        is_new = not before_reports
        if stations < CHANGE_STATIONS or (is_new and not everything):
            continue
        share = int(now_failed) / int(reports)
        share_before = failed / everything if is_new else int(before_failed) / int(before_reports)
        if abs(share - share_before) >= CHANGE_SHARE:
            yield Change(kind, value, version, stations, share, share_before, is_new)


def _recovery(rows: Iterable[tuple[Any, ...]]) -> tuple[Recovery, ...]:
    by_code: dict[str, dict[int | None, int]] = defaultdict(dict)
    for code, hours, often in rows:
        by_code[code][hours] = int(often)
    found = []
    for code, hours in by_code.items():
        still_open = hours.pop(None, 0)
        median, ninetieth = _within(hours, 0.5), _within(hours, 0.9)
        found.append(Recovery(code, still_open + sum(hours.values()), still_open, median, ninetieth))
    return _in_order(found, lambda each: (-each.turns, each.code))[:COMMONEST]


def _within(hours: dict[Any, int], share: float) -> int | None:
    """The smallest number of begun hours within which at least this share fell."""
    total, so_far = sum(hours.values()), 0
    for each in sorted(hours):
        so_far += hours[each]
        if so_far >= share * total:
            return int(each) + 1
    return None
