"""Saving the answers as files in the requested formats."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from readiness.fleet.answers import TABLES, Answers, StationChange
from readiness.fleet.duckdb_engine import DuckDbEngine
from readiness.fleet.html_page import html_page
from readiness.fleet.query_engine import QueryEngine
from readiness.i18n import Words
from readiness.storage.atomic_write import write_all_atomically
from readiness.untrusted_text import spreadsheet_cell


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


def csv_files(answers: Answers, folder: Path) -> dict[Path, bytes]:
    """Return one file per table, in UTF-8 with a byte order mark, which spreadsheets need."""
    files = {folder / f"{name}.csv": _csv(kind, getattr(answers, name)) for name, kind in TABLES.items()}
    if answers.policy_compare:
        files[folder / "newly_no_go.csv"] = _csv(StationChange, answers.policy_compare.newly_no_go)
        files[folder / "no_longer_no_go.csv"] = _csv(StationChange, answers.policy_compare.no_longer_no_go)
    return files


def _csv(kind: type[msgspec.Struct], rows: Sequence[msgspec.Struct]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(kind.__struct_fields__)
    for row in rows:
        writer.writerow([_cell(getattr(row, name)) for name in kind.__struct_fields__])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    if isinstance(value, list):
        return spreadsheet_cell(" ".join(value))
    return spreadsheet_cell(value) if isinstance(value, str) else value
