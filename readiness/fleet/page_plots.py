"""Which plots the page has, each drawn from the answers above the table with the same numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from readiness.fleet.answers import Answers
from readiness.fleet.plots import Drawing, bar_plot, change_plot, line_plot
from readiness.fleet.tables import change_name, overall_by_week, product_name
from readiness.fleet.wording import meaning, number, percent
from readiness.i18n import N_, Words

MAX_BARS = 12
"""Maximum number of bars per plot."""

LISTED = 100
"""Maximum number of rows per table on the page, and of weeks and products that a plot is drawn from."""

LEGENDS: Mapping[str, str] = {
    "overall": N_("Share of stations that ended the week ready, by the Monday of each week (month-day)."),
    "blocking": N_("Number of stations whose last report has the obstacle."),
    "changes": N_("Open dot: the week before. Filled dot: this week, red where it is worse, green where it is better."),
    "recovery": N_("Hours within which nine of ten were ready again."),
    "products": N_("The products whose check was no-go most often."),
    "weeks": N_("Share of stations that ended the week ready, the worst units first."),
}
"""What the numbers mean, by the table's key."""


def plot(key: str, answers: Answers, words: Words, title: str) -> Drawing | None:
    """Return the plot above a table; None for a table without one.

    Args:
        key: the table's key; the table is not empty.
        answers: the answers.
        words: the language.
        title: the plot's accessible name.
    """
    return _PLOTS[key](answers, words, title) if key in _PLOTS else None


def _overall(answers: Answers, _: Words, title: str) -> Drawing:
    return line_plot([(week, share) for week, share, _ in overall_by_week(answers)][-LISTED:], title)


def _blocking(answers: Answers, words: Words, title: str) -> Drawing:
    found = answers.blocking[:MAX_BARS]
    return bar_plot(
        [(_obstacle(each.code, words), each.stations_now, number(each.stations_now)) for each in found], title
    )


def _changes(answers: Answers, words: Words, title: str) -> Drawing:
    found = answers.changes[:MAX_BARS]
    return change_plot([(change_name(each, words), each.share_before, each.share) for each in found], title)


def _recovery(answers: Answers, words: Words, title: str) -> Drawing:
    bars = [
        (_obstacle(each.code, words), each.p90_h, f"{each.p90_h} h")
        for each in answers.recovery
        if each.p90_h is not None
    ]
    return bar_plot(bars[:MAX_BARS], title)


def _products(answers: Answers, words: Words, title: str) -> Drawing:
    worst = sorted(answers.products[:LISTED], key=lambda each: -each.failure_rate)[:MAX_BARS]
    return bar_plot(
        [(product_name(each, words), each.failure_rate, percent(each.failure_rate)) for each in worst], title
    )


def _policy_codes(answers: Answers, words: Words, title: str) -> Drawing:
    codes = answers.policy_compare.codes if answers.policy_compare else ()
    bars = [
        (_obstacle(each.code, words), each.stations_then, f"{each.stations} → {each.stations_then}") for each in codes
    ]
    return bar_plot(bars[:MAX_BARS], title)


def _obstacle(code: str, words: Words) -> str:
    return meaning(code, words) or code


_PLOTS: Mapping[str, Callable[[Answers, Words, str], Drawing]] = {
    "overall": _overall,
    "blocking": _blocking,
    "changes": _changes,
    "recovery": _recovery,
    "products": _products,
    "policy_codes": _policy_codes,
}
