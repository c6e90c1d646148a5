"""The answers as tables for display, shared by the text and the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from readiness.checks import EVERY, connection, headset
from readiness.checks.connection import LINK_KINDS
from readiness.checks.headset.wording import DEVICE_CLASSES
from readiness.checks.mends import BUTTON_TEXTS
from readiness.fleet.answers import (
    Answers,
    Change,
    Flapping,
    NeverReady,
    PolicyCompare,
    Silent,
    StationChange,
    Turned,
    Week,
)
from readiness.fleet.wording import meaning
from readiness.i18n import N_, Words

ListedStation = Turned | Flapping | NeverReady | Silent | StationChange

TITLES: Mapping[str, str] = {
    "unit": N_("Unit"),
    "site": N_("Site"),
    "app_version": N_("Readiness"),
    **{check.id: check.title for check in EVERY},
}
"""Names of the kinds of change."""


KINDS: Mapping[str, Mapping[str, str]] = {headset.CHECK.id: DEVICE_CLASSES, connection.CHECK.id: LINK_KINDS}
"""Wording of the kinds that stand for a product without a known make."""

WEEKS = 8
"""Number of weeks shown for each unit; the CSV file contains all."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table for display: a heading, column names, and rows.

    Attributes:
        key: its name in answers.
        heading: a few words.
        columns: their names.
        rows: the first rows.
        total: the number of all rows.
        shares: columns (from 0) that hold shares of 1.
        codes: columns (from 0) that hold codes with spaces between.
    """

    key: str
    heading: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[str | int | float | None]]
    total: int
    shares: frozenset[int] = frozenset()
    codes: frozenset[int] = frozenset()


def overall_by_week(answers: Answers) -> tuple[tuple[str, float, int], ...]:
    """Return for each week Monday's date, the share of stations that ended it ready, and the number of stations."""
    weeks: dict[str, list[int]] = {}
    for each in answers.weeks:
        counted = weeks.setdefault(each.week.isoformat(), [0, 0])
        counted[0] += round(each.go_share * each.stations)
        counted[1] += each.stations
    return tuple((week, ready / stations, stations) for week, (ready, stations) in sorted(weeks.items()))


@dataclass(frozen=True, slots=True)
class _Naming:
    """How stations and units are named: with their site, unless no report names one."""

    with_site: bool

    def unit_columns(self, words: Words) -> tuple[str, ...]:
        return (words(N_("Unit")), *([words(N_("Site"))] if self.with_site else []))

    def station_columns(self, words: Words) -> tuple[str, ...]:
        return (words(N_("Station")), *self.unit_columns(words))

    def unit(self, each: ListedStation | Week) -> tuple[str, ...]:
        return (each.unit, each.site) if self.with_site else (each.unit,)

    def station(self, each: ListedStation) -> tuple[str, ...]:
        return (each.station, *self.unit(each))


def _naming(listed: Iterable[ListedStation | Week]) -> _Naming:
    return _Naming(with_site=any(each.site for each in listed))


def tables(answers: Answers, words: Words, listed: int) -> Iterator[Table]:
    """Yield the tables of all non-empty answers, those that need action first.

    Args:
        answers: the answers.
        words: the language.
        listed: maximum number of rows per table.
    """
    naming = _naming((*answers.weeks, *answers.turned, *answers.flapping, *answers.never_ready, *answers.silent))
    unit, station, named = naming.unit_columns(words), naming.station_columns(words), naming.station
    latest = sorted({each.week for each in answers.weeks})[-WEEKS:]
    stations, ready, why, code = words(N_("Stations")), words(N_("Share ready")), words(N_("Why")), words(N_("Code"))

    def table(
        key: str,
        heading: str,
        columns: tuple[str, ...],
        rows: Sequence[Sequence[str | int | float | None]],
        shares: Sequence[int] = (),
    ) -> Iterator[Table]:
        if rows:
            codes = frozenset(nth for nth, name in enumerate(columns) if name == why)
            yield Table(key, heading, columns, rows[:listed], len(rows), frozenset(shares), codes)

    yield from _policy_tables(answers.policy_compare, words, listed)
    yield from table(
        "turned",
        words(N_("Turned from go to no-go")),
        (*station, words(N_("Last go")), words(N_("No-go")), why),
        [(*named(one), one.last_go[:10], one.no_go[:10], " ".join(one.codes)) for one in answers.turned],
    )
    yield from table(
        "changes",
        words(N_("Changed since last week")),
        (
            words(N_("What")),
            words(N_("Which")),
            words(N_("Version")),
            stations,
            words(N_("No-go the week before")),
            words(N_("No-go this week")),
        ),
        [_change(one, words) for one in answers.changes],
        (4, 5),
    )
    yield from table(
        "flapping",
        words(N_("Back and forth (times in 14 days)")),
        (*station, words(N_("Times"))),
        [(*named(one), one.turns) for one in answers.flapping],
    )
    yield from table(
        "never_ready",
        words(N_("Never ready")),
        (*station, words(N_("Reports")), words(N_("Since")), why),
        [(*named(one), one.reports, one.first_heard[:10], " ".join(one.codes)) for one in answers.never_ready],
    )
    yield from table(
        "silent",
        words(N_("Silent for more than {days} days"), {"days": answers.silent_days}),
        (*station, words(N_("Last heard")), words(N_("Days"))),
        [(*named(one), one.last_heard[:10], one.days) for one in answers.silent],
    )
    yield from table(
        "blocking",
        words(N_("Commonest obstacles")),
        (code, words(N_("What the person sees")), words(N_("Reports")), stations),
        [(one.code, meaning(one.code, words), one.reports, one.stations) for one in answers.blocking],
    )
    yield from table(
        "recovery",
        words(N_("How long until ready again")),
        (
            code,
            words(N_("What the person sees")),
            words(N_("Times")),
            words(N_("Not yet")),
            words(N_("Half within (h)")),
            words(N_("9 of 10 within (h)")),
        ),
        [
            (one.code, meaning(one.code, words), one.turns, one.open, one.median_h, one.p90_h)
            for one in answers.recovery
        ],
    )
    yield from table(
        "products",
        words(N_("Products")),
        (words(N_("Check")), words(N_("Product")), words(N_("Version")), stations, words(N_("Not passed"))),
        [
            (
                words(TITLES.get(one.check, "")) or one.check,
                _product(one.check, one.product, words),
                one.version or "",
                one.stations,
                one.failure_rate,
            )
            for one in answers.products
        ],
        (4,),
    )
    yield from table(
        "mends",
        words(N_("Mended in the window")),
        (
            words(N_("Check")),
            words(N_("What was done")),
            words(N_("Headset")),
            words(TITLES["app_version"]),
            stations,
            words(N_("Times")),
            words(N_("Helped")),
        ),
        [
            (
                words(TITLES.get(one.check, "")) or one.check,
                words(BUTTON_TEXTS.get(one.kind, "")) or one.kind,
                _product(headset.CHECK.id, one.product, words),
                one.version,
                one.stations,
                one.times,
                one.helped_share,
            )
            for one in answers.mends
        ],
        (6,),
    )
    yield from table(
        "overall",
        words(N_("Ready at the end of the week")),
        (words(N_("Week from")), stations, ready),
        [(week, count, share) for week, share, count in overall_by_week(answers)][-listed:],
        (2,),
    )
    yield from table(
        "weeks",
        words(N_("Units, week by week")),
        (*unit, *(week.isoformat()[5:] for week in latest)),
        [(*each, *shares) for each, shares in _by_unit(answers.weeks, latest, naming)],
        range(len(unit), len(unit) + len(latest)),
    )


def _by_unit(
    weeks: Sequence[Week], latest: Sequence[date], naming: _Naming
) -> list[tuple[tuple[str, ...], list[float | None]]]:
    """Return each unit's shares of these weeks, the worst in the last week first; None for a week without reports."""
    found: dict[tuple[str, ...], dict[date, float]] = {}
    for each in weeks:
        found.setdefault(naming.unit(each), {})[each.week] = each.go_share
    rows = [(unit, [shares.get(week) for week in latest]) for unit, shares in found.items()]
    rows = [(unit, shares) for unit, shares in rows if any(share is not None for share in shares)]
    return sorted(rows, key=lambda row: ([2 if share is None else share for share in row[1][::-1]], row[0]))


def _product(check: str, product: str, words: Words) -> str:
    """Return the product's name; in words where a report only says of what kind it is."""
    kinds = KINDS.get(check, {})
    return words(kinds[product]) if product in kinds else product


def _change(change: Change, words: Words) -> tuple[str | int | float, ...]:
    kind = words(TITLES.get(change.kind, "")) or change.kind
    new = words(N_("(new)")) if change.is_new else ""
    version = " ".join(filter(None, (change.version, new)))
    value = f"{change.value}, {change.site}" if change.site else _product(change.kind, change.value, words)
    return kind, value, version, change.stations, change.share_before, change.share


def _policy_tables(compare: PolicyCompare | None, words: Words, listed: int) -> Iterator[Table]:
    if compare is None:
        return
    naming = _naming((*compare.newly_no_go, *compare.no_longer_no_go))
    station, named = naming.station_columns(words), naming.station
    why = words(N_("Why"))
    if compare.codes:
        yield Table(
            "policy_codes",
            words(N_("Stations by obstacle with the other policy")),
            (words(N_("Code")), words(N_("What the person sees")), words(N_("Now")), words(N_("Then"))),
            [
                (each.code, meaning(each.code, words), each.stations, each.stations_then)
                for each in compare.codes[:listed]
            ],
            len(compare.codes),
        )
    for key, heading, changed in (
        ("newly_no_go", N_("Would be no-go with the other policy"), compare.newly_no_go),
        ("no_longer_no_go", N_("Would be ready with the other policy"), compare.no_longer_no_go),
    ):
        if changed:
            rows = [(*named(each), " ".join(each.codes)) for each in changed[:listed]]
            yield Table(key, words(heading), (*station, why), rows, len(changed), codes=frozenset({len(station)}))
