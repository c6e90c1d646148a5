"""What is asked of the fleet, and the answers as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import duckdb
import msgspec

from readiness.fleet.collect import SetAside
from readiness.fleet.report_reader import Fault

COMMONEST = 20
"""So many codes, products and so on are listed; the rest is a long tail of single ones."""

_WEEKS = """
SELECT unit, week, count(*) AS stations, avg((verdict <> 'no_go')::INT) AS go_share FROM (
    SELECT DISTINCT ON (station, week) station, unit, date_trunc('week', day)::DATE AS week, verdict
    FROM report ORDER BY station, week, moment DESC)
GROUP BY unit, week ORDER BY week, unit
"""

_BLOCKING = """
SELECT code, count(DISTINCT station) AS stations, count(*) AS reports
FROM finding WHERE outcome IN ('fail', 'not_assessed')
GROUP BY code ORDER BY stations DESC, reports DESC, code LIMIT $most
"""

_PRODUCTS = """
SELECT "check", coalesce(product, class) AS product, count(DISTINCT station) AS stations,
    count(*) FILTER (outcome IN ('fail', 'not_assessed')) / count(*) AS failure_rate
FROM finding WHERE coalesce(product, class) IS NOT NULL
GROUP BY ALL ORDER BY stations DESC, "check", product LIMIT $most
"""

_TURNED = """
SELECT now.station, now.unit, before.started_at AS last_go, now.started_at AS no_go,
    (SELECT coalesce(list(code ORDER BY code), []) FROM finding
        WHERE finding.id = now.id AND outcome IN ('fail', 'not_assessed')) AS codes
FROM latest AS now JOIN latest AS before ON now.station = before.station AND now.nth = 1 AND before.nth = 2
WHERE now.verdict = 'no_go' AND before.verdict <> 'no_go' ORDER BY now.moment DESC, now.station
"""

_SILENT = """
SELECT station, unit, started_at AS last_heard, date_diff('day', day, $as_of) AS days
FROM latest WHERE nth = 1 AND date_diff('day', day, $as_of) > $silent_days ORDER BY days DESC, station
"""

_TOTALS = """
SELECT count(*) AS reports, count(DISTINCT station) AS stations,
    (SELECT count(*) FROM latest WHERE nth = 1 AND verdict <> 'no_go') AS ready, min(day), max(day) FROM report
"""


class Week(msgspec.Struct, frozen=True):
    """A unit's week, Monday's date: of the stations that reported, how many ended the week ready (0 to 1)."""

    unit: str
    week: date
    stations: int
    go_share: float


class Blocking(msgspec.Struct, frozen=True):
    """A code that made a no-go: on how many stations, in how many reports."""

    code: str
    stations: int
    reports: int


class Product(msgspec.Struct, frozen=True):
    """A product, by family and USB number or else by its class: how often its check was no-go (0 to 1)."""

    check: str
    product: str
    stations: int
    failure_rate: float


class Turned(msgspec.Struct, frozen=True):
    """A station whose last report is no-go and the one before was not."""

    station: str
    unit: str
    last_go: str
    no_go: str
    codes: list[str]


class Silent(msgspec.Struct, frozen=True):
    """A station that has not been heard for too many days."""

    station: str
    unit: str
    last_heard: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Everything asked. `ready`: stations whose last report is not no-go."""

    as_of: date
    silent_days: int
    reports: int
    stations: int
    ready: int
    first_day: date | None
    last_day: date | None
    weeks: tuple[Week, ...]
    blocking: tuple[Blocking, ...]
    products: tuple[Product, ...]
    turned: tuple[Turned, ...]
    silent: tuple[Silent, ...]
    unusable: Mapping[str, int]
    unusable_examples: tuple[tuple[str, str], ...]


def ask(database: duckdb.DuckDBPyConnection, as_of: date, silent_days: int, aside: SetAside) -> Answers:
    """Every answer.

    Args:
        database: with the tables of `store.opened`.
        as_of: today.
        silent_days: a station may be quiet for so long before it is told.
        aside: the reports that could not be counted.
    """

    def rows(query: str, **given: object) -> list[tuple[object, ...]]:
        return database.execute(query, given or None).fetchall()

    reports, stations, ready, first_day, last_day = database.execute(_TOTALS).fetchall()[0]
    return Answers(
        as_of=as_of,
        silent_days=silent_days,
        reports=reports,
        stations=stations,
        ready=ready,
        first_day=first_day,
        last_day=last_day,
        weeks=tuple(msgspec.convert(Week(*row), Week) for row in rows(_WEEKS)),  # type: ignore[arg-type]
        blocking=tuple(Blocking(*row) for row in rows(_BLOCKING, most=COMMONEST)),  # type: ignore[arg-type]
        products=tuple(Product(*row) for row in rows(_PRODUCTS, most=COMMONEST)),  # type: ignore[arg-type]
        turned=tuple(Turned(*row) for row in rows(_TURNED)),  # type: ignore[arg-type]
        silent=tuple(Silent(*row) for row in rows(_SILENT, as_of=as_of, silent_days=silent_days)),  # type: ignore[arg-type]
        unusable={fault.value: aside.counts[fault] for fault in Fault if aside.counts[fault]},
        unusable_examples=tuple((where, fault.value) for where, fault in aside.examples),
    )
