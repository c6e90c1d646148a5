"""The answers as tables for display, shared by the text and the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from readiness.checks import connection, headset
from readiness.checks.connection import LINK_KINDS
from readiness.checks.headset.wording import DEVICE_CLASSES
from readiness.checks.mends import MEND_TEXTS
from readiness.checks.registry import EVERY
from readiness.fleet.answers import Answers, Change, Product, Week
from readiness.fleet.display_table import Naming, Rows, Table, naming_of
from readiness.fleet.policy_tables import policy_tables
from readiness.fleet.wording import meaning
from readiness.i18n import N_, Words

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


def overall_by_week(answers: Answers) -> tuple[tuple[str, float, int], ...]:
    """Return for each week Monday's date, the share of stations that ended it ready, and the number of stations."""
    weeks: dict[str, list[int]] = {}
    for each in answers.weeks:
        counted = weeks.setdefault(each.week.isoformat(), [0, 0])
        counted[0] += round(each.go_share * each.stations)
        counted[1] += each.stations
    return tuple((week, ready / stations, stations) for week, (ready, stations) in sorted(weeks.items()))


def tables(answers: Answers, words: Words, listed: int) -> Iterator[Table]:
    """Yield the tables of all non-empty answers, those that need action first.

    Args:
        answers: the answers.
        words: the language.
        listed: maximum number of rows per table.
    """
    naming = naming_of((*answers.weeks, *answers.turned, *answers.flapping, *answers.never_ready, *answers.silent))
    for table in (
        *(policy_tables(answers.policy_compare, words) if answers.policy_compare else ()),
        _turned(answers, words, naming),
        _changes(answers, words),
        _flapping(answers, words, naming),
        _never_ready(answers, words, naming),
        _silent(answers, words, naming),
        _blocking(answers, words),
        _recovery(answers, words),
        _products(answers, words),
        _mends(answers, words),
        _overall(answers, words, listed),
        _weeks(answers, words, naming),
    ):
        if table.rows:
            yield replace(table, rows=table.rows[:listed], left_out_count=max(0, len(table.rows) - listed))


def _turned(answers: Answers, words: Words, naming: Naming) -> Table:
    columns = (*naming.station_columns(words), words(N_("Last go")), words(N_("No-go")), words(N_("Why")))
    rows: Rows = [
        (*naming.station(each), each.last_go[:10], each.no_go[:10], " ".join(each.codes)) for each in answers.turned
    ]
    return Table("turned", words(N_("Turned from go to no-go")), columns, rows, codes=(len(columns) - 1,))


def _changes(answers: Answers, words: Words) -> Table:
    columns = (
        words(N_("What")),
        words(N_("Which")),
        words(N_("Version")),
        words(N_("Stations")),
        words(N_("No-go the week before")),
        words(N_("No-go this week")),
    )
    rows: Rows = [
        (*_change_cells(each, words), each.stations, each.share_before, each.share) for each in answers.changes
    ]
    return Table("changes", words(N_("Changed since last week")), columns, rows, (4, 5))


def _flapping(answers: Answers, words: Words, naming: Naming) -> Table:
    columns = (*naming.station_columns(words), words(N_("Times")))
    rows: Rows = [(*naming.station(each), each.turns) for each in answers.flapping]
    return Table("flapping", words(N_("Back and forth (times in 14 days)")), columns, rows)


def _never_ready(answers: Answers, words: Words, naming: Naming) -> Table:
    columns = (*naming.station_columns(words), words(N_("Reports")), words(N_("Since")), words(N_("Why")))
    rows: Rows = [
        (*naming.station(each), each.reports, each.first_heard[:10], " ".join(each.codes))
        for each in answers.never_ready
    ]
    return Table("never_ready", words(N_("Never ready")), columns, rows, codes=(len(columns) - 1,))


def _silent(answers: Answers, words: Words, naming: Naming) -> Table:
    heading = words(N_("Silent for more than {days} days"), {"days": answers.silent_days})
    columns = (*naming.station_columns(words), words(N_("Last heard")), words(N_("Days")))
    rows: Rows = [(*naming.station(each), each.last_heard[:10], each.days) for each in answers.silent]
    return Table("silent", heading, columns, rows)


def _blocking(answers: Answers, words: Words) -> Table:
    columns = (
        words(N_("Code")),
        words(N_("What the person sees")),
        words(N_("Stations now")),
        words(N_("Stations ever")),
        words(N_("Reports")),
    )
    rows = [
        (each.code, meaning(each.code, words), each.stations_now, each.stations, each.reports)
        for each in answers.blocking
    ]
    return Table("blocking", words(N_("Commonest obstacles")), columns, rows)


def _recovery(answers: Answers, words: Words) -> Table:
    columns = (
        words(N_("Code")),
        words(N_("What the person sees")),
        words(N_("Times")),
        words(N_("Not yet")),
        words(N_("Half within (h)")),
        words(N_("9 of 10 within (h)")),
    )
    rows = [
        (each.code, meaning(each.code, words), each.turns, each.open, each.median_h, each.p90_h)
        for each in answers.recovery
    ]
    return Table("recovery", words(N_("How long until ready again")), columns, rows)


def _products(answers: Answers, words: Words) -> Table:
    columns = (
        words(N_("Check")),
        words(N_("Product")),
        words(N_("Version")),
        words(N_("Stations")),
        words(N_("Not passed")),
    )
    rows = [(*_product_cells(each, words), each.stations, each.failure_rate) for each in answers.products]
    return Table("products", words(N_("Products")), columns, rows, (4,))


def _mends(answers: Answers, words: Words) -> Table:
    columns = (
        words(N_("Check")),
        words(N_("What was done")),
        words(N_("Headset")),
        words(TITLES["app_version"]),
        words(N_("Stations")),
        words(N_("Times")),
        words(N_("Helped")),
    )
    rows = [
        (
            _title(each.check, words),
            words(MEND_TEXTS[each.kind].button) if each.kind in MEND_TEXTS else each.kind,
            _product(headset.CHECK.id, each.product, words),
            each.version,
            each.stations,
            each.times,
            each.helped_share,
        )
        for each in answers.mends
    ]
    return Table("mends", words(N_("Mended in the window")), columns, rows, (6,))


def _overall(answers: Answers, words: Words, listed: int) -> Table:
    """Return the table of the latest weeks, the latest one last."""
    columns = (words(N_("Week from")), words(N_("Stations")), words(N_("Share ready")))
    rows = [(week, count, share) for week, share, count in overall_by_week(answers)][-listed:]
    return Table("overall", words(N_("Ready at the end of the week")), columns, rows, (2,))


def _weeks(answers: Answers, words: Words, naming: Naming) -> Table:
    latest = sorted({each.week for each in answers.weeks})[-WEEKS:]
    unit = naming.unit_columns(words)
    columns = (*unit, *(week.isoformat()[5:] for week in latest))
    rows: Rows = [(*each, *shares) for each, shares in _by_unit(answers.weeks, latest, naming)]
    return Table("weeks", words(N_("Units, week by week")), columns, rows, range(len(unit), len(columns)))


def _title(kind: str, words: Words) -> str:
    """Return the title of a check or another kind of change; a name of another version is returned unchanged."""
    return words(TITLES.get(kind, "")) or kind


def _by_unit(
    weeks: Sequence[Week], latest: Sequence[date], naming: Naming
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


def product_name(product: Product, words: Words) -> str:
    """Return the check, the product and its version, as one name."""
    return " ".join(filter(None, _product_cells(product, words)))


def _product_cells(product: Product, words: Words) -> tuple[str, str, str]:
    return _title(product.check, words), _product(product.check, product.product, words), product.version or ""


def change_name(change: Change, words: Words) -> str:
    """Return what has changed, as one name."""
    return " ".join(filter(None, _change_cells(change, words)))


def _change_cells(change: Change, words: Words) -> tuple[str, str, str]:
    new = words(N_("(new)")) if change.is_new else ""
    version = " ".join(filter(None, (change.version, new)))
    value = f"{change.value}, {change.site}" if change.site else _product(change.kind, change.value, words)
    return _title(change.kind, words), value, version
