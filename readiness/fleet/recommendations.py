"""What to do first, by the answers: the same sentences in the text and on the page."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.fleet.answers import Answers
from readiness.fleet.tables import change_name
from readiness.fleet.wording import meaning, number, percent, remedy
from readiness.i18n import N_, Words
from readiness.untrusted_text import printable

OBSTACLES = 3
"""Number of obstacles that are named; the tables have the others."""


def recommendations(answers: Answers, words: Words) -> Iterator[tuple[str, str]]:
    """Yield the key of the table that has more about it, and what to do; the commonest obstacles first."""
    for each in answers.blocking[:OBSTACLES]:
        if each.stations_now:
            says = " ".join(filter(None, (meaning(each.code, words) or printable(each.code), remedy(each.code, words))))
            facts = {"says": says, "stations": number(each.stations_now)}
            yield "blocking", words(N_("{says} Stations now: {stations}."), facts)
    for change in answers.changes[:1]:
        if change.share > change.share_before:
            shares = {"before": percent(change.share_before), "now": percent(change.share)}
            facts = {"which": printable(change_name(change, words)), **shares}
            yield "changes", words(N_("{which}: no-go has gone from {before} to {now} in a week."), facts)
    if answers.never_ready:
        facts = {"stations": number(len(answers.never_ready))}
        yield "never_ready", words(N_("Stations that have never been ready: {stations}."), facts)
