"""Merging a month's many small files into one without ever losing a report or counting it twice.

The merged file is written outside the months, then a journal that lists the files it replaces; from then on
this program reads it instead of them. They are deleted, it is moved in, and the journal is deleted. A collector killed
in between leaves a journal, which the next one completes. Other engines briefly see the month without these files.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import duckdb
import msgspec

from readiness.fleet.archive_layout import JOURNAL, MERGING, files_of, merge_of, month_folders, sync
from readiness.fleet.archive_schema import columns
from readiness.fleet.duckdb_connection import AS_PARQUET, as_os_error, sql_list, sql_text
from readiness.fleet.parquet_check import with_intact
from readiness.storage.atomic_write import write_atomically

MAX_SMALL_FILES = 24
"""With nightly collections a month is never merged; with hourly ones, each day becomes one file."""

SMALL_BYTES = 64_000_000
"""Larger files are not merged again, so that rows are not rewritten repeatedly."""

_MERGE = """
COPY (SELECT {names} FROM read_parquet({files}, hive_partitioning = false, union_by_name = true))
TO '{target}' {as_parquet}
"""


def compact(
    database: duckdb.DuckDBPyConnection,
    archive: Path,
    name: str,
    max_small_files: int = MAX_SMALL_FILES,
    small_bytes: int = SMALL_BYTES,
) -> None:
    """Merge the small files of every month that has too many.

    Args:
        database: a connection to work in.
        archive: it must be locked, and `finish` must have been called.
        name: the merged files' name, which must be new.
        max_small_files: up to this number nothing is merged.
        small_bytes: files of at least this size are not merged.

    Raises:
        OSError: reading or writing failed; the archive is intact.
    """
    for month in month_folders(archive):
        small = [path for path in files_of([month]) if path.stat().st_size < small_bytes]
        if len(small) > max_small_files:
            folder = archive / MERGING / month.name
            folder.mkdir(parents=True, exist_ok=True)
            try:
                merged = with_intact(database, small, partial(_merge, database, folder / f"reports-{name}.parquet"))
            except duckdb.Error as error:
                raise as_os_error(error) from None
            if merged:
                sync(folder)
                write_atomically(folder / JOURNAL, msgspec.json.encode([path.name for path in merged]), private=False)
                finish(archive)


def _merge(database: duckdb.DuckDBPyConnection, target: Path, files: Sequence[Path]) -> Sequence[Path]:
    """Write the rows of these files to one, and return the files."""
    if files:
        names = ", ".join(f'"{name}"' for name in columns())
        merge = _MERGE.format(names=names, files=sql_list(files), target=sql_text(target), as_parquet=AS_PARQUET)
        database.execute(merge)
        sync(target)
    return files


def finish(archive: Path) -> None:
    """Complete the merges of a collector that was killed.

    Raises:
        OSError: a file could not be deleted or renamed.
    """
    for month in month_folders(archive):
        _finish(month)
    shutil.rmtree(archive / MERGING, ignore_errors=True)


def _finish(month: Path) -> None:
    merged, replaced = merge_of(month)
    if merged:
        for each in replaced:
            (month / each).unlink(missing_ok=True)
        merged.replace(month / merged.name)
        sync(month)
    shutil.rmtree(month.parent / MERGING / month.name, ignore_errors=True)
