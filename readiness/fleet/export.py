"""Saving the answers as files in the requested formats."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from readiness.fleet.answers import Answers
from readiness.fleet.csv_tables import csv_files
from readiness.fleet.duckdb_engine import DuckDbEngine
from readiness.fleet.html_page import html_page
from readiness.fleet.query_engine import QueryEngine
from readiness.i18n import Words
from readiness.storage.atomic_write import write_all_atomically


@dataclass(frozen=True, slots=True, kw_only=True)
class Destinations:
    """Paths of the tables' folder, the page, and the reports' file (only with DuckDB); None if not requested."""

    csv: str | None = None
    html: str | None = None
    parquet: str | None = None


def save(answers: Answers, engine: QueryEngine, words: Words, to: Destinations) -> None:
    """Save the requested files.

    Raises:
        FleetError: the reports could not be read again.
        OSError: something could not be saved. Tables and page are saved all or none.
    """
    files = csv_files(answers, Path(to.csv)) if to.csv else {}
    if to.html:
        files[Path(to.html)] = html_page(answers, words).encode()
    write_all_atomically(files)
    if to.parquet and isinstance(engine, DuckDbEngine):
        engine.save_reports(Path(to.parquet))
