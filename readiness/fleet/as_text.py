"""The answers for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from readiness.fleet.questions import Answers
from readiness.fleet.wording import HEADLINES, overall_by_week, percent, printable, summary, unusable
from readiness.i18n import N_, Words

LISTED = 20
"""So many stations are listed for a person; the tables have them all."""


def as_text(answers: Answers, words: Words) -> str:
    """The sentence first, then what to act on, then the numbers."""
    told = [summary(answers, words), unusable(answers, words)]
    told += [f"  {printable(where)}" for where, _ in answers.unusable_examples]
    told += _part(
        words(N_("Turned from go to no-go")),
        ((each.no_go[:10], each.station, each.unit, " ".join(each.codes)) for each in answers.turned[:LISTED]),
        len(answers.turned),
    )
    told += _part(
        words(N_("Silent for more than {days} days"), {"days": answers.silent_days}),
        ((each.last_heard[:10], each.station, each.unit) for each in answers.silent[:LISTED]),
        len(answers.silent),
    )
    told += _part(
        words(N_("Commonest obstacles (stations, reports)")),
        (
            (str(each.stations), str(each.reports), each.code, words(HEADLINES.get(each.code, "")))
            for each in answers.blocking
        ),
    )
    told += _part(
        words(N_("Products (stations, share not passed)")),
        ((str(each.stations), percent(each.failure_rate), each.check, each.product) for each in answers.products),
    )
    told += _part(
        words(N_("Ready at the end of the week")),
        ((week, percent(share)) for week, share in overall_by_week(answers)),
    )
    return "\n".join(line for line in told if line or line is told[-1])


def _part(heading: str, rows: Iterable[Sequence[str]], count: int | None = None) -> list[str]:
    shown = [[printable(cell) for cell in row] for row in rows]
    if not shown:
        return []
    widths = [max(len(row[column]) for row in shown) for column in range(len(shown[0]))]
    lines = [
        "  " + "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in shown
    ]
    left = (count or len(shown)) - len(shown)
    return [" ", f"{heading}: {count}" if count is not None else heading, *lines, *([f"  … +{left}"] if left else [])]
