"""A table for display, and how stations and units are named in it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from readiness.fleet.answers import Flapping, NeverReady, Silent, StationChange, Turned, Week
from readiness.i18n import N_, Words

Rows = Sequence[Sequence[str | int | float | None]]
ListedStation = Turned | Flapping | NeverReady | Silent | StationChange


@dataclass(frozen=True, slots=True)
class Table:
    """A table for display: a heading, column names, and rows.

    Attributes:
        key: its name in answers.
        heading: a few words.
        columns: their names.
        rows: the first rows.
        shares: columns (from 0) that hold shares of 1.
        codes: columns (from 0) that hold codes with spaces between.
        left_out_count: the number of further rows.
    """

    key: str
    heading: str
    columns: tuple[str, ...]
    rows: Rows
    shares: Container[int] = ()
    codes: Container[int] = ()
    left_out_count: int = 0

    @property
    def total(self) -> int:
        """The number of all rows."""
        return len(self.rows) + self.left_out_count


@dataclass(frozen=True, slots=True)
class Naming:
    """How stations and units are named: with their site, unless no report names one."""

    with_site: bool

    def unit_columns(self, words: Words) -> tuple[str, ...]:
        """Return the column names of a unit."""
        return (words(N_("Unit")), *([words(N_("Site"))] if self.with_site else []))

    def station_columns(self, words: Words) -> tuple[str, ...]:
        """Return the column names of a station."""
        return (words(N_("Station")), *self.unit_columns(words))

    def unit(self, each: ListedStation | Week) -> tuple[str, ...]:
        """Return a unit's cells."""
        return (each.unit, each.site) if self.with_site else (each.unit,)

    def station(self, each: ListedStation) -> tuple[str, ...]:
        """Return a station's cells."""
        return (each.station, *self.unit(each))


def naming_of(listed: Iterable[ListedStation | Week]) -> Naming:
    """Return how these are named."""
    return Naming(with_site=any(each.site for each in listed))
