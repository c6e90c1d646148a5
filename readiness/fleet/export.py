"""The answers as files, in whichever forms were asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from readiness.fleet.as_page import as_page
from readiness.fleet.as_tables import write_csv, write_parquet
from readiness.fleet.questions import Answers
from readiness.i18n import Words
from readiness.storage.atomic_write import write_atomically


@dataclass(frozen=True, slots=True, kw_only=True)
class Destinations:
    """Where to: the tables' folder, the page's file, the reports' file. What is None is not asked for."""

    csv: str | None = None
    html: str | None = None
    parquet: str | None = None


def save(answers: Answers, database: duckdb.DuckDBPyConnection, words: Words, to: Destinations) -> None:
    """Save what is asked for.

    Raises:
        OSError: something could not be saved.
    """
    if to.csv:
        write_csv(answers, Path(to.csv))
    if to.html:
        write_atomically(Path(to.html), as_page(answers, words).encode(), private=False)
    if to.parquet:
        write_parquet(database, Path(to.parquet))
