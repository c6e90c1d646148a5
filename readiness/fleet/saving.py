"""The answers as files, in whichever forms were asked for."""

from __future__ import annotations

from pathlib import Path

import duckdb

from readiness.fleet.as_page import as_page
from readiness.fleet.as_tables import write_csv, write_parquet
from readiness.fleet.questions import Answers
from readiness.kept.atomic import write_atomically
from readiness.words import Words


def save(
    answers: Answers,
    database: duckdb.DuckDBPyConnection,
    words: Words,
    *,
    csv: str | None,
    html: str | None,
    parquet: str | None,
) -> None:
    """Save the tables in a folder, the page and the reports in a file each; what is None is not asked for.

    Raises:
        OSError: one could not be saved.
    """
    if csv:
        write_csv(answers, Path(csv))
    if html:
        write_atomically(Path(html), as_page(answers, words).encode())
    if parquet:
        write_parquet(database, Path(parquet))
