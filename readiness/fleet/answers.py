"""The answers as data: what `--json` prints, and a file each with `--csv`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import msgspec


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
    """A product and its version where that is known: how often its check was no-go (0 to 1)."""

    check: str
    product: str
    stations: int
    failure_rate: float
    version: str | None = None


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


class Change(msgspec.Struct, frozen=True):
    """Something whose share of no-go is another this week (the last seven days) than in the seven days before.

    Attributes:
        kind: `unit`, `app_version`, or the check whose product it is.
        value: the unit, version or product.
        version: the product's version, where that is known.
        stations: how many reported this week.
        share: of this week's reports, how many were no-go; of a product, by its own check (0 to 1).
        share_before: the same in the week before; of something new, that of everything of its kind.
        is_new: nobody had it the week before.
    """

    kind: str
    value: str
    version: str | None
    stations: int
    share: float
    share_before: float
    is_new: bool


class Recovery(msgspec.Struct, frozen=True):
    """How long stations that turned to no-go for this code took to be ready again.

    Attributes:
        code: why they turned.
        turns: how often.
        open: of those, how many are not ready yet.
        median_h: half of the others were ready within so many hours; None when none was.
        p90_h: nine in ten.
    """

    code: str
    turns: int
    open: int
    median_h: int | None
    p90_h: int | None


class NeverReady(msgspec.Struct, frozen=True):
    """A station none of whose reports was ready; the codes are those of its last report."""

    station: str
    unit: str
    reports: int
    first_heard: str
    last_heard: str
    codes: list[str]


class Flapping(msgspec.Struct, frozen=True):
    """A station that goes back and forth: how often it turned in the last fourteen days."""

    station: str
    unit: str
    turns: int


class StationChange(msgspec.Struct, frozen=True):
    """A station whose verdict another policy changes; the codes are those that block it, then or until then."""

    station: str
    unit: str
    codes: list[str]


class CodeChange(msgspec.Struct, frozen=True):
    """A code, and how many stations it makes no-go before and after."""

    code: str
    stations: int
    stations_then: int


class PolicyCompare(msgspec.Struct, frozen=True, kw_only=True):
    """The stations' last reports under another policy.

    Attributes:
        stations: all of them.
        judged: those whose findings could be judged again; the others stay as they were reported.
        no_go: how many are no-go by their reports.
        no_go_then: how many would be.
        codes: the reasons whose number of stations changes.
        newly_no_go: stations that would be no-go and are not.
        no_longer_no_go: the other way round.
    """

    stations: int
    judged: int
    no_go: int
    no_go_then: int
    codes: list[CodeChange]
    newly_no_go: list[StationChange]
    no_longer_no_go: list[StationChange]


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
    changes: tuple[Change, ...]
    recovery: tuple[Recovery, ...]
    turned: tuple[Turned, ...]
    flapping: tuple[Flapping, ...]
    never_ready: tuple[NeverReady, ...]
    silent: tuple[Silent, ...]
    unusable: Mapping[str, int]
    unusable_examples: tuple[tuple[str, str], ...]
    policy_compare: PolicyCompare | None = None


TABLES: Mapping[str, type[msgspec.Struct]] = {
    "weeks": Week,
    "blocking": Blocking,
    "products": Product,
    "changes": Change,
    "recovery": Recovery,
    "turned": Turned,
    "flapping": Flapping,
    "never_ready": NeverReady,
    "silent": Silent,
}
"""Fields of `Answers` that are tables, and what a row of each is."""
