"""Merge a month's many small files into one, without a moment at which a report is lost or counted twice.

The merged file is written beside the months, and then a journal that says which files it stands for; from there on
this program reads it instead of them. They are deleted, it moves in, and the journal goes. Whoever is killed in between
leaves a journal, which the next collection finishes. Other engines see the month without them for that moment.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb
import msgspec

from readiness.fleet.archive_layout import JOURNAL, MERGING, files_of, merge_of, month_folders, sync
from readiness.fleet.archive_schema import columns
from readiness.fleet.duckdb_connection import sql_list, sql_text
from readiness.storage.atomic_write import write_atomically

MOST_SMALL_FILES = 24
"""A month of collecting every night stays as it is; of collecting every hour, a day becomes one file."""

SMALL_BYTES = 64_000_000
"""Larger files are merged no more, so that no row is written again and again."""

_MERGE = """
COPY (SELECT {names} FROM read_parquet({files}, hive_partitioning = false, union_by_name = true))
TO '{target}' (FORMAT parquet, COMPRESSION zstd)
"""


def compact(
    database: duckdb.DuckDBPyConnection,
    archive: Path,
    name: str,
    most_small_files: int = MOST_SMALL_FILES,
    small_bytes: int = SMALL_BYTES,
) -> None:
    """Merge the small files of every month that has too many.

    Args:
        database: a connection to work in.
        archive: it must be locked, and `finish`ed.
        name: of the files, never used before.
        most_small_files: so many are left alone.
        small_bytes: what is as large as this is left alone.

    Raises:
        OSError: it could not be read or written; the archive is whole.
    """
    for month in month_folders(archive):
        small = [path for path in files_of([month]) if path.stat().st_size < small_bytes]
        if len(small) > most_small_files:
            folder = archive / MERGING / month.name
            folder.mkdir(parents=True, exist_ok=True)
            _merge(database, small, folder / f"reports-{name}.parquet")
            sync(folder)
            write_atomically(folder / JOURNAL, msgspec.json.encode([path.name for path in small]), private=False)
            finish(archive)


def _merge(database: duckdb.DuckDBPyConnection, files: Sequence[Path], target: Path) -> None:
    names = ", ".join(f'"{name}"' for name in columns())
    try:
        database.execute(_MERGE.format(names=names, files=sql_list(files), target=sql_text(target)))
    except duckdb.Error as error:
        raise OSError(str(error)) from None
    sync(target)


def finish(archive: Path) -> None:
    """Bring to an end what an earlier collector was killed in the middle of.

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
