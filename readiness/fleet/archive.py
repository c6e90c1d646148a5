"""Writing reports to the archive's month folders, each exactly once, and rejected reports beside them."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import duckdb
import msgspec

from readiness.file_reader import exists
from readiness.fleet.archive_layout import SET_ASIDE, STAGING, files_of, sync
from readiness.fleet.archive_schema import columns
from readiness.fleet.duckdb_connection import AS_PARQUET, as_os_error, in_memory, sql_list, sql_text
from readiness.fleet.parquet_check import with_intact
from readiness.fleet.rejected import Rejected

MEMORY = "500MB"
"""DuckDB's memory limit while it writes. Of row groups of large reports it holds five or six (340 to 400 MB)."""

_KEYS = "station_number, started_us"
_ROWS = (
    "read_parquet({files}, hive_partitioning = false, filename = true, file_row_number = true, union_by_name = true)"
)


def empty_staging(archive: Path) -> Path:
    """Return an empty folder for files being written, after removing leftovers of a killed collector."""
    staging = archive / STAGING
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    return staging


def writer(archive: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection for writing into the archive.

    On one thread, since each holds what it writes, and DuckDB 2.0 was seen to wait for ever when two threads were out
    of memory.
    """
    return in_memory(MEMORY, archive / STAGING)


def find_repeats(database: duckdb.DuckDBPyConnection, batch: Sequence[Path], kept: Sequence[Path] = ()) -> int:
    """Fill the table `repeat` (filename, file_row_number) with duplicate rows, and return their number.

    Args:
        database: where the table is created, replacing an older one.
        batch: files to search; of rows with the same station and time the first is not a duplicate.
        kept: files whose rows are never duplicates.
    """
    rows = _ROWS.format(files=sql_list(batch))
    in_kept = f"OR ({_KEYS}) IN (SELECT ({_KEYS}) FROM {_ROWS.format(files=sql_list(kept))})" if kept else ""  # noqa: S608
    database.execute(f"""
        CREATE OR REPLACE TEMP TABLE repeat AS
        WITH batch AS (SELECT {_KEYS}, filename, file_row_number FROM {rows}),
        doubled AS (SELECT {_KEYS} FROM batch GROUP BY {_KEYS} HAVING count(*) > 1)
        SELECT filename, file_row_number FROM (
            SELECT filename, file_row_number,
                row_number() OVER (PARTITION BY {_KEYS} ORDER BY filename, file_row_number) AS nth
            FROM batch SEMI JOIN doubled USING ({_KEYS})) WHERE nth > 1
        UNION SELECT filename, file_row_number FROM batch WHERE false {in_kept}""")  # noqa: S608
    return int(database.execute("SELECT count(*) FROM repeat").fetchall()[0][0])


def rows_without_repeats(files: Sequence[Path], repeats: int) -> str:
    """Return an SQL query for the rows of these files without those in the table `repeat`."""
    names = ", ".join(f'"{name}"' for name in columns())
    query = f"SELECT {names} FROM {_ROWS.format(files=sql_list(files))}"  # noqa: S608
    return query if not repeats else f"{query} ANTI JOIN repeat USING (filename, file_row_number)"


def add_batch(database: duckdb.DuckDBPyConnection, archive: Path, batch: Sequence[Path], name: str) -> tuple[int, int]:
    """Add the rows of these files that are not yet in the archive to their months.

    Args:
        database: a connection to work in.
        archive: it must be locked.
        batch: files with rows.
        name: the batch's name, which must be new.

    Returns:
        The numbers of rows added, and of rows that were already there. What was in damaged files is not there.

    Raises:
        OSError: writing failed; some months may be written, and are recognized as duplicates next time.
    """
    staging = archive / STAGING / name
    try:
        rows = _ROWS.format(files=sql_list(batch))
        found = database.execute(
            f"SELECT strftime(day, '%Y-%m'), count(*), min(day), max(day) FROM {rows} GROUP BY 1"  # noqa: S608
        ).fetchall()
        months = [archive / f"month={month}" for month, *_ in found]
        kept = files_of(folder for folder in months if exists(folder))
        repeats = with_intact(database, kept, partial(find_repeats, database, batch))
        total = sum(count for _, count, *_ in found)
        if repeats < total:
            query = rows_without_repeats(batch, repeats)
            for month, _, first, last in found:
                _write_days(database, query, first, last, staging / f"month={month}" / f"reports-{name}.parquet")
            _move_in(staging, archive)
    except duckdb.Error as error:
        raise as_os_error(error) from None
    return total - repeats, repeats


def _write_days(database: duckdb.DuckDBPyConnection, query: str, first: date, last: date, file: Path) -> None:
    """Write the rows of a month, which are between these days.

    A single COPY with PARTITION_BY would hold every row of the batch in memory. Comparing days lets DuckDB skip
    what is of other months without reading the other columns.
    """
    file.parent.mkdir(parents=True)
    written = database.execute(
        f"COPY (SELECT * FROM ({query}) WHERE day BETWEEN DATE '{first}' AND DATE '{last}')"  # noqa: S608
        f" TO '{sql_text(file)}' {AS_PARQUET}"
    ).fetchall()
    if not written[0][0]:
        file.unlink()


def _move_in(staging: Path, archive: Path) -> None:
    for folder in sorted(staging.iterdir()):
        month = archive / folder.name
        month.mkdir(exist_ok=True)
        for file in sorted(folder.iterdir()):
            sync(file)
            file.replace(month / file.name)
        sync(month)


class SetAsideLine(msgspec.Struct, omit_defaults=True):
    """A line of `_set_aside/*.ndjson`. `content` is the text; `content_base64` the bytes if they are not UTF-8."""

    place: str
    reason: str
    content: str | None = None
    content_base64: str | None = None


def write_set_aside(archive: Path, name: str, rejected: Iterable[Rejected]) -> None:
    """Store rejected reports with their origin and the reason.

    Raises:
        OSError: it could not be written.
    """
    staged = archive / STAGING / f"{name}.ndjson"
    with staged.open("wb") as file:
        for each in rejected:
            file.write(msgspec.json.encode(_set_aside_line(each)) + b"\n")
    if staged.stat().st_size:
        sync(staged)
        (archive / SET_ASIDE).mkdir(exist_ok=True)
        staged.replace(archive / SET_ASIDE / staged.name)
        sync(archive / SET_ASIDE)
    else:
        staged.unlink()


def _set_aside_line(rejected: Rejected) -> SetAsideLine:
    try:
        return SetAsideLine(rejected.place, rejected.fault.value, content=rejected.content.decode())
    except UnicodeDecodeError:
        encoded = base64.b64encode(rejected.content).decode()
        return SetAsideLine(rejected.place, rejected.fault.value, content_base64=encoded)
