"""The answers for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.fleet.answers import Answers
from readiness.fleet.display_table import Table
from readiness.fleet.recommendations import recommendations
from readiness.fleet.tables import tables
from readiness.fleet.wording import compared, percent, summary, unusable, unusable_places
from readiness.i18n import Words
from readiness.untrusted_text import printable

LISTED = 20
"""Maximum number of rows per table; the CSV files contain all."""

LEFT_OUT = frozenset({"weeks"})
"""Tables that are too long for a terminal."""


def text(answers: Answers, words: Words) -> str:
    """Return the text: the summary, what to do first, what was left out, then the tables."""
    lines = [summary(answers, words)]
    lines += [f"{nth}. {sentence}" for nth, (_, sentence) in enumerate(recommendations(answers, words), 1)]
    lines += filter(None, [unusable(answers.unusable, words)])
    lines += [f"  {each}" for each in unusable_places(answers.unusable_examples, words)]
    if answers.policy_compare:
        lines.append(compared(answers.policy_compare, words))
    for table in tables(answers, words, LISTED):
        if table.key not in LEFT_OUT:
            lines += _lines(table)
    return "\n".join(lines)


def _lines(table: Table) -> Iterator[str]:
    cells = [[_cell(value, is_share=column in table.shares) for column, value in enumerate(row)] for row in table.rows]
    numeric = [isinstance(value, int | float) for value in table.rows[0]]
    every = [list(table.columns), *cells]
    widths = [max(len(row[column]) for row in every) for column in range(len(table.columns))]
    yield ""
    yield f"{table.heading}: {table.total}"
    for row in every:
        aligned = (
            f"{cell:>{width}}" if right else f"{cell:{width}}"
            for cell, width, right in zip(row, widths, numeric, strict=True)
        )
        yield ("  " + "  ".join(aligned)).rstrip()
    if table.left_out_count:
        yield f"  … +{table.left_out_count}"


def _cell(value: str | float | None, *, is_share: bool) -> str:
    if value is None:
        return "–"
    return percent(float(value)) if is_share else printable(str(value))
