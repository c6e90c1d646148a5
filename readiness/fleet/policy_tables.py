"""The tables of a policy comparison."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.fleet.answers import PolicyCompare
from readiness.fleet.display_table import Table, naming_of
from readiness.fleet.wording import meaning
from readiness.i18n import N_, Words


def policy_tables(compare: PolicyCompare, words: Words) -> Iterator[Table]:
    """Yield the tables of a comparison."""
    naming = naming_of((*compare.newly_no_go, *compare.no_longer_no_go))
    station, named = naming.station_columns(words), naming.station
    why = words(N_("Why"))
    yield Table(
        "policy_codes",
        words(N_("Stations by obstacle with the other policy")),
        (words(N_("Code")), words(N_("What the person sees")), words(N_("Now")), words(N_("Then"))),
        [(each.code, meaning(each.code, words), each.stations, each.stations_then) for each in compare.codes],
    )
    for key, heading, changed in (
        ("newly_no_go", N_("Would be no-go with the other policy"), compare.newly_no_go),
        ("no_longer_no_go", N_("Would be ready with the other policy"), compare.no_longer_no_go),
    ):
        rows = [(*named(each), " ".join(each.codes)) for each in changed]
        yield Table(key, words(heading), (*station, why), rows, codes=(len(station),))
