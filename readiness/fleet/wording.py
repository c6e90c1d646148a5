"""The answers in words that both the text and the page use."""

from __future__ import annotations

from collections.abc import Mapping

from readiness.checks import EVERY
from readiness.fleet.questions import Answers
from readiness.fleet.report_reader import FAULT_WORDS, Fault
from readiness.i18n import N_, Words

HEADLINES: Mapping[str, str] = {
    f"{check.id}.{rule.what}": rule.headline for check in EVERY for rule in check.rules if "{" not in rule.headline
}
"""What a code means, for the codes of this version."""


def printable(text: str) -> str:
    """Text from a report as it may be shown: no control characters, nothing that turns the line around, not endless."""
    shown = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)
    return shown if len(shown) <= 80 else f"{shown[:79]}…"


def percent(share: float) -> str:
    """A share of 1 as whole per cent, and never 100 when something is missing."""
    return f"{min(99, round(share * 100)) if share < 1 else 100} %"


def summary(answers: Answers, words: Words) -> str:
    """The answer in one sentence."""
    if not answers.stations:
        return words(N_("No reports."))
    facts = {
        "ready": answers.ready,
        "stations": answers.stations,
        "share": percent(answers.ready / answers.stations),
        "reports": answers.reports,
    }
    return words(N_("{ready} of {stations} stations are ready ({share}), by {reports} reports."), facts)


def unusable(answers: Answers, words: Words) -> str:
    """How many reports were left out and why; empty when none were."""
    if not answers.unusable:
        return ""
    reasons = ", ".join(f"{count} {words(FAULT_WORDS[Fault(why)])}" for why, count in sorted(answers.unusable.items()))
    return words(N_("Left out: {reasons}."), {"reasons": reasons})


def overall_by_week(answers: Answers) -> tuple[tuple[str, float], ...]:
    """Monday's date and the share of all units' stations that ended the week ready."""
    weeks: dict[str, list[float]] = {}
    for each in answers.weeks:
        told = weeks.setdefault(each.week.isoformat(), [0.0, 0.0])
        told[0] += each.go_share * each.stations
        told[1] += each.stations
    return tuple((week, ready / stations) for week, (ready, stations) in sorted(weeks.items()))
