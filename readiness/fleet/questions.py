"""The fleet's statistics, computed identically with every engine.

SQL only counts; shares, medians and the order of rows are computed here from whole numbers, so that every
engine gives exactly the same answer.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from readiness.fleet import queries
from readiness.fleet.answers import (
    Answers,
    Blocking,
    Change,
    Flapping,
    Mends,
    NeverReady,
    Product,
    Recovery,
    Silent,
    Turned,
    Week,
)
from readiness.fleet.archive_schema import DEVICE_CHECKS
from readiness.fleet.query_engine import QueryEngine, Rows
from readiness.fleet.rejected import Fault
from readiness.fleet.rejected_summary import RejectedSummary

Row = TypeVar("Row")

COMMONEST = 20
"""Maximum number of codes, and of products per check, that are listed."""

CHANGE_STATIONS, CHANGE_SHARE = 5, 0.05
"""Minimum number of stations and minimum difference of shares for a change to be reported."""

CHANGE_DEVIATIONS = 3
"""Minimum difference in standard deviations; chance alone exceeds it once in 370 comparisons."""

FLAPPING_DAYS, FLAPPING_TURNS = 14, 4

QUESTIONS_COUNT = 16 + 2 * len(DEVICE_CHECKS)


def ask(
    engine: QueryEngine,
    as_of: date,
    silent_days: int,
    rejected: RejectedSummary,
    progress: Callable[[], object] = lambda: None,
) -> Answers:
    """Compute all answers.

    Args:
        engine: with the view `report`.
        as_of: today.
        silent_days: days without a report after which a station is listed as silent.
        rejected: the rejected reports.
        progress: called after each of `QUESTIONS_COUNT` questions.

    Raises:
        FleetError: a query failed.
        OSError: files could not be read or written.
    """

    def rows(query: str, **places: object) -> Rows:
        found = engine.rows(query.format(**places) if places else query)
        progress()
        return found

    for name, query in (("station", queries.STATION), ("latest", queries.LATEST), ("turn", queries.TURN)):
        engine.define(name, query)
        progress()
    reports, stations, ready, first_day, last_day = rows(queries.TOTALS)[0]
    flapping_since = datetime.combine(as_of - timedelta(days=FLAPPING_DAYS), time(), UTC)
    since_us = int(flapping_since.timestamp()) * 1_000_000
    return Answers(
        as_of=as_of,
        silent_days=silent_days,
        reports=int(reports),
        stations=stations,
        ready=ready,
        first_day=first_day,
        last_day=last_day,
        weeks=_weeks(rows(queries.WEEKS)),
        blocking=_blocking(rows(queries.BLOCKING), dict(rows(queries.BLOCKING_NOW))),
        products=_products(rows),
        mends=_mends(rows(queries.MENDS)),
        changes=_changes(rows, as_of),
        recovery=_recovery(rows(queries.RECOVERY)),
        turned=_turned(rows(queries.TURNED)),
        flapping=_flapping(rows(queries.FLAPPING, since_us=since_us, turns=FLAPPING_TURNS)),
        never_ready=_never_ready(rows(queries.NEVER_READY)),
        silent=_silent(rows(queries.SILENT, since=as_of - timedelta(days=silent_days)), as_of),
        unusable={fault.value: rejected.counts[fault] for fault in Fault if rejected.counts[fault]},
        unusable_examples=tuple(rejected.examples),
    )


def _in_order(rows: Iterable[Row], key: Callable[[Row], Any]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=key))


def _weeks(rows: Rows) -> tuple[Week, ...]:
    found = (Week(unit, week, stations, ready / stations, site) for site, unit, week, stations, ready in rows)
    return _in_order(found, lambda each: (each.week, each.site, each.unit))


def _blocking(rows: Rows, stations_now: Mapping[str, int]) -> tuple[Blocking, ...]:
    found = (Blocking(code, stations, int(often), stations_now.get(code, 0)) for code, stations, often in rows)
    return _in_order(found, lambda each: (-each.stations_now, -each.stations, -each.reports, each.code))[:COMMONEST]


def _mends(rows: Rows) -> tuple[Mends, ...]:
    found = (
        Mends(check, kind, product, version, stations, int(times), int(helped) / int(times))
        for check, kind, product, version, stations, times, helped in rows
    )
    return _in_order(found, lambda each: (-each.times, each.check, each.kind, each.product, each.version))


def _turned(rows: Rows) -> tuple[Turned, ...]:
    """Return the stations that turned, the latest first."""
    found = (
        Turned(station, unit, last_go, no_go, sorted(codes), site)
        for station, unit, site, last_go, no_go, codes in rows
    )
    return _in_order(found, lambda each: (each.no_go, each.station))[::-1]


def _flapping(rows: Rows) -> tuple[Flapping, ...]:
    found = (Flapping(station, unit, turns, site) for station, unit, site, turns in rows)
    return _in_order(found, lambda each: (-each.turns, each.station))


def _never_ready(rows: Rows) -> tuple[NeverReady, ...]:
    found = (
        NeverReady(station, unit, often, first, last, sorted(codes), site)
        for station, unit, site, often, first, last, codes in rows
    )
    return _in_order(found, lambda each: (-each.reports, each.station))


def _silent(rows: Rows, as_of: date) -> tuple[Silent, ...]:
    found = (
        Silent(station, unit, last_heard, (as_of - day).days, site) for station, unit, site, last_heard, day in rows
    )
    return _in_order(found, lambda each: (-each.days, each.station))


def _products(rows: Callable[..., Rows]) -> tuple[Product, ...]:
    found: list[Product] = []
    for check in DEVICE_CHECKS:
        every = (
            Product(check, product, stations, int(failed) / int(reports), version)
            for product, version, stations, reports, failed in rows(
                queries.PRODUCTS, check=check, failed=queries.FAILED
            )
        )
        found += _in_order(every, lambda each: (-each.stations, each.product, each.version or ""))[:COMMONEST]
    return tuple(found)


def _changes(rows: Callable[..., Rows], as_of: date) -> tuple[Change, ...]:
    """Return the changes, worst first: by the growth of the share times the number of stations."""
    week, two_weeks = as_of - timedelta(days=6), as_of - timedelta(days=13)
    no_go, none = "verdict = 'no_go'", "CAST(NULL AS VARCHAR)"
    kinds = [
        ("unit", "unit", none, "coalesce(site, '')", no_go),
        ("site", "nullif(site, '')", none, none, no_go),
        ("app_version", "app_version", none, none, no_go),
    ]
    for check in DEVICE_CHECKS:
        device = f'devices."{check}"'
        is_failed = f"{device}.outcome IN {queries.FAILED}"
        kinds.append((check, f"{device}.product", f"CAST({device}.version AS VARCHAR)", none, is_failed))
    found: list[Change] = []
    for kind, value, version, site, failed in kinds:
        places = {"value": value, "version": version, "site": site, "failed": failed}
        found += _changed(kind, rows(queries.CHANGES, **places, week=week, two_weeks=two_weeks, as_of=as_of))
    return _in_order(
        found,
        lambda each: (
            -(each.share - each.share_before) * each.stations,
            each.kind,
            each.value,
            each.version or "",
            each.site,
        ),
    )


def _changed(kind: str, rows: Rows) -> Iterable[Change]:
    everything = sum(int(row[7]) for row in rows)
    failed = sum(int(row[8]) for row in rows)
    for value, version, site, stations, reports, now_failed, _, before_reports, before_failed in rows:
        is_new = not before_reports
        if stations < CHANGE_STATIONS or (is_new and not everything):
            continue
        now = int(now_failed), int(reports)
        before = (failed, everything) if is_new else (int(before_failed), int(before_reports))
        share, share_before = now[0] / now[1], before[0] / before[1]
        if abs(share - share_before) >= CHANGE_SHARE and _is_more_than_chance(now, before):
            yield Change(kind, value, version, stations, share, share_before, is_new, site or "")


def _is_more_than_chance(now: tuple[int, int], before: tuple[int, int]) -> bool:
    """Pooled two-proportion z-test; each argument is (successes, total)."""
    pooled = (now[0] + before[0]) / (now[1] + before[1])
    deviation = math.sqrt(pooled * (1 - pooled) * (1 / now[1] + 1 / before[1]))
    return abs(now[0] / now[1] - before[0] / before[1]) > CHANGE_DEVIATIONS * deviation


def _recovery(rows: Rows) -> tuple[Recovery, ...]:
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
    """Return the smallest number of begun hours within which at least this share recovered."""
    total, so_far = sum(hours.values()), 0
    for each in sorted(hours):
        so_far += hours[each]
        if so_far >= share * total:
            return int(each) + 1
    return None
