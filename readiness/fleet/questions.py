"""The fleet's statistics, computed identically with every engine.

SQL only counts; shares, medians and the order of rows are computed here from whole numbers, so that every
engine gives exactly the same answer.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time
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

TABLES = {"station": queries.STATION, "latest": queries.LATEST, "turn": queries.TURN}
"""What later queries read, in the order in which they build on one another."""

_NO_GO, _NONE = "verdict = 'no_go'", "CAST(NULL AS VARCHAR)"

CHANGE_KINDS: Mapping[str, Mapping[str, str]] = {
    "unit": {"value": "unit", "version": _NONE, "site": "coalesce(site, '')", "failed": _NO_GO},
    "site": {"value": "nullif(site, '')", "version": _NONE, "site": _NONE, "failed": _NO_GO},
    "app_version": {"value": "app_version", "version": _NONE, "site": _NONE, "failed": _NO_GO},
    **{
        check: {
            "value": f'devices."{check}".product',
            "version": f'CAST(devices."{check}".version AS VARCHAR)',
            "site": _NONE,
            "failed": f'devices."{check}".outcome IN {queries.FAILED}',
        }
        for check in DEVICE_CHECKS
    },
}
"""What may have changed, with the expressions for it in `queries.CHANGES`."""


def ask(
    engine: QueryEngine,
    as_of: date,
    silent_days: int,
    rejected: RejectedSummary,
    progress: Callable[[int, int], object] = lambda _, __: None,
) -> Answers:
    """Compute all answers.

    Args:
        engine: with the view `report`.
        as_of: today.
        silent_days: days without a report after which a station is listed as silent.
        rejected: the rejected reports.
        progress: called with the number of further queries answered, and of all.

    Raises:
        FleetError: a query failed.
        OSError: files could not be read or written.
    """
    asked = _queries(as_of, silent_days)
    count = len(TABLES) + len(asked)
    progress(0, count)
    for name, query in TABLES.items():
        engine.define(name, query)
        progress(1, count)
    rows: dict[str, Rows] = {}
    for name, query in asked.items():
        rows[name] = engine.rows(query)
        progress(1, count)
    reports, stations, ready, first_day, last_day = rows["totals"][0]
    return Answers(
        as_of=as_of,
        silent_days=silent_days,
        reports=int(reports),
        stations=stations,
        ready=ready,
        first_day=first_day,
        last_day=last_day,
        weeks=_weeks(rows["weeks"]),
        blocking=_blocking(rows["blocking"], dict(rows["blocking_now"])),
        products=tuple(product for check in DEVICE_CHECKS for product in _products(check, rows[f"products {check}"])),
        mends=_mends(rows["mends"]),
        changes=_changes({kind: rows[f"changes {kind}"] for kind in CHANGE_KINDS}),
        recovery=_recovery(rows["recovery"]),
        turned=_turned(rows["turned"]),
        flapping=_flapping(rows["flapping"]),
        never_ready=_never_ready(rows["never_ready"]),
        silent=_silent(rows["silent"], as_of),
        unusable={fault.value: rejected.counts[fault] for fault in Fault if rejected.counts[fault]},
        unusable_examples=tuple(rejected.examples),
    )


def _queries(as_of: date, silent_days: int) -> dict[str, str]:
    """Return the queries by name."""
    flapping_since = datetime.combine(_days_before(as_of, FLAPPING_DAYS), time(), UTC)
    flapping = {"since_us": int(flapping_since.timestamp()) * 1_000_000, "turns": FLAPPING_TURNS}
    weeks = {"week": _days_before(as_of, 6), "two_weeks": _days_before(as_of, 13), "as_of": as_of}
    return {
        "totals": queries.TOTALS,
        "weeks": queries.WEEKS,
        "blocking": queries.BLOCKING,
        "blocking_now": queries.BLOCKING_NOW,
        **{f"products {check}": queries.PRODUCTS.format(check=check, failed=queries.FAILED) for check in DEVICE_CHECKS},
        "mends": queries.MENDS,
        **{f"changes {kind}": queries.CHANGES.format(**places, **weeks) for kind, places in CHANGE_KINDS.items()},
        "recovery": queries.RECOVERY,
        "turned": queries.TURNED,
        "flapping": queries.FLAPPING.format(**flapping),
        "never_ready": queries.NEVER_READY,
        "silent": queries.SILENT.format(since=_days_before(as_of, silent_days)),
    }


def _days_before(day: date, days: int) -> date:
    return date.fromordinal(max(1, day.toordinal() - days))


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


def _products(check: str, rows: Rows) -> tuple[Product, ...]:
    found = (
        Product(check, product, stations, int(failed) / int(reports), version)
        for product, version, stations, reports, failed in rows
    )
    return _in_order(found, lambda each: (-each.stations, each.product, each.version or ""))[:COMMONEST]


def _changes(rows: Mapping[str, Rows]) -> tuple[Change, ...]:
    """Return the changes, worst first: by the growth of the share times the number of stations."""
    return _in_order(
        (change for kind, found in rows.items() for change in _changed(kind, found)),
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
