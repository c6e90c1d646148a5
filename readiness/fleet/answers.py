"""The answers as data: printed by `--json`, and one file per table with `--csv`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import msgspec


class Week(msgspec.Struct, frozen=True):
    """A unit's week (Monday's date): the share of reporting stations that ended it ready (0 to 1).

    Units are identified by site and name, since every site has a reception.
    """

    unit: str
    week: date
    stations: int
    go_share: float
    site: str = ""


class Blocking(msgspec.Struct, frozen=True):
    """A code that caused a no-go, with the numbers of stations and reports; `stations_now` by their last reports."""

    code: str
    stations: int
    reports: int
    stations_now: int = 0


class Product(msgspec.Struct, frozen=True):
    """A product, with its version if known, and how often its check was a no-go (0 to 1)."""

    check: str
    product: str
    stations: int
    failure_rate: float
    version: str | None = None


class Mends(msgspec.Struct, frozen=True):
    """What people had the program mend in its window, by the headset in use.

    Attributes:
        check: the check whose fault it was.
        kind: `unmute`, `louder`, `softer`, `input`, `output` or `sound_on`.
        product: the headset; empty if it was not known.
        version: the program's version that made them.
        stations: number of stations.
        times: number of mends.
        helped_share: share of them after which the check was no no-go and had another fault or none (0 to 1).
    """

    check: str
    kind: str
    product: str
    version: str
    stations: int
    times: int
    helped_share: float


class Turned(msgspec.Struct, frozen=True):
    """A station whose last report is a no-go and the previous one was not."""

    station: str
    unit: str
    last_go: str
    no_go: str
    codes: list[str]
    site: str = ""


class Silent(msgspec.Struct, frozen=True):
    """A station without reports for too many days."""

    station: str
    unit: str
    last_heard: str
    days: int
    site: str = ""


class Change(msgspec.Struct, frozen=True):
    """A change in the share of no-go reports between this week (the last seven days) and the seven days before.

    Attributes:
        kind: `unit`, `site`, `app_version`, or the check whose product it is.
        value: the unit, site, version or product.
        version: the product's version, if known.
        stations: number of stations that reported this week.
        share: share of this week's reports that were no-go; for a product, by its own check (0 to 1).
        share_before: the same for the week before; for a new value, the share of all of its kind.
        is_new: whether it did not occur in the week before.
        site: a unit's site, if known; empty for the other kinds.
    """

    kind: str
    value: str
    version: str | None
    stations: int
    share: float
    share_before: float
    is_new: bool
    site: str = ""


class Recovery(msgspec.Struct, frozen=True):
    """How long stations that became no-go for this code took to become ready again.

    Attributes:
        code: the cause.
        turns: number of times.
        open: how many of them are not ready yet.
        median_h: median time in hours of the others; None if there are none.
        p90_h: their 90th percentile in hours.
    """

    code: str
    turns: int
    open: int
    median_h: int | None
    p90_h: int | None


class NeverReady(msgspec.Struct, frozen=True):
    """A station without any ready report; the codes are those of its last report."""

    station: str
    unit: str
    reports: int
    first_heard: str
    last_heard: str
    codes: list[str]
    site: str = ""


class Flapping(msgspec.Struct, frozen=True):
    """A station that alternates between ready and no-go, with the number of changes in the last fourteen days."""

    station: str
    unit: str
    turns: int
    site: str = ""


class StationChange(msgspec.Struct, frozen=True):
    """A station whose verdict changes under another policy; the codes are those that block it under either."""

    station: str
    unit: str
    codes: list[str]
    site: str = ""


class CodeChange(msgspec.Struct, frozen=True):
    """A code, and the number of stations it makes no-go under the current and the other policy."""

    code: str
    stations: int
    stations_then: int


class PolicyCompare(msgspec.Struct, frozen=True, kw_only=True):
    """The stations' last reports, judged by another policy.

    Attributes:
        stations: number of stations.
        judged: those whose findings could be judged again; the others keep their reported verdict.
        no_go: number of no-go stations as reported.
        no_go_then: number under the other policy.
        codes: the codes whose number of stations changes.
        newly_no_go: stations that would be no-go and are not.
        no_longer_no_go: stations that are no-go and would not be.
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
    """All answers. `ready`: number of stations whose last report is not a no-go."""

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
    mends: tuple[Mends, ...]
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
    "mends": Mends,
    "changes": Change,
    "recovery": Recovery,
    "turned": Turned,
    "flapping": Flapping,
    "never_ready": NeverReady,
    "silent": Silent,
}
"""Fields of `Answers` that are tables, with their row types."""
