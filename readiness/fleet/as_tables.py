"""The answers as tables for a spreadsheet, and the reports as Parquet for the next question."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import duckdb
import msgspec

from readiness.fleet.questions import Answers, Blocking, Product, Silent, Turned, Week
from readiness.storage.atomic_write import write_atomically

TABLES: dict[str, type[msgspec.Struct]] = {
    "weeks": Week,
    "blocking": Blocking,
    "products": Product,
    "turned": Turned,
    "silent": Silent,
}
"""The files' names and what a row is. They are fields of `Answers`."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is run by a spreadsheet; reports come from anywhere."""

_REPORTS = """
COPY (SELECT station, unit, started_at, verdict, app_version, findings FROM raw
      WHERE rowid IN (SELECT id FROM report) ORDER BY station, moment)
TO '{name}' (FORMAT parquet, COMPRESSION zstd)
"""


def write_csv(answers: Answers, folder: Path) -> None:
    """A file a table, UTF-8 with a mark at the start, by which spreadsheets know it.

    Raises:
        OSError: one could not be written.
    """
    for name, kind in TABLES.items():
        write_atomically(
            folder / f"{name}.csv", _table(kind, getattr(answers, name)).encode("utf-8-sig"), private=False
        )


def write_parquet(database: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Every usable report, as small and as fast to ask as it gets; `fleet` reads it again.

    Raises:
        OSError: it could not be written; what was there before is untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    being_written = path.with_name(f".{path.name}.new")
    try:
        database.execute(_REPORTS.format(name=str(being_written).replace("'", "''")))
    except duckdb.Error as error:
        being_written.unlink(missing_ok=True)
        raise OSError(str(error)) from None
    being_written.replace(path)


def _table(kind: type[msgspec.Struct], rows: Sequence[msgspec.Struct]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(kind.__struct_fields__)
    for row in rows:
        writer.writerow([_cell(getattr(row, name)) for name in kind.__struct_fields__])
    return text.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, list):
        return _cell(" ".join(value))
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
