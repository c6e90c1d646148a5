"""The query engine on DuckDB, in this process."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from readiness.fleet.archive import find_repeats, rows_without_repeats
from readiness.fleet.archive_schema import columns
from readiness.fleet.duckdb_connection import AS_PARQUET, as_os_error, in_memory, sql_text
from readiness.fleet.fleet_error import FleetError
from readiness.fleet.parquet_check import FilesError, faults_in
from readiness.fleet.query_engine import Rows
from readiness.i18n import N_

MEMORY = "600MB"
"""DuckDB's memory limit, beyond which it spills to disk, so that the process stays below 1 GiB."""

THREADS = 2
"""As many as the memory is enough for."""

STREAMED_ROWS = 2048


class DuckDbEngine:
    """DuckDB in this process."""

    def __init__(self, database: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> None:
        """The files are those that the database's view `report` reads."""
        self._database = database
        self._files = files

    def define(self, name: str, query: str) -> None:
        """See `QueryEngine`."""
        self.rows(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}")

    def rows(self, query: str) -> Rows:
        """See `QueryEngine`."""
        try:
            return self._database.execute(query).fetchall()
        except duckdb.Error as error:
            raise self._refused(error) from None

    def stream(self, query: str) -> Iterator[tuple[Any, ...]]:
        """See `QueryEngine`."""
        try:
            found = self._database.execute(query)
            while rows := found.fetchmany(STREAMED_ROWS):
                yield from rows
        except duckdb.Error as error:
            raise self._refused(error) from None

    def save_reports(self, path: Path) -> None:
        """Write all reports to one Parquet file, which can be used as a source.

        They are not sorted: a sort holds 2,048 whole rows, which may be large.

        Raises:
            FilesError: files are damaged.
            FleetError: memory ran out.
            OSError: reading or writing failed; an existing file is unchanged.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        being_written = path.with_name(f".{path.name}.new")
        try:
            self._database.execute("SET threads = 1")  # each holds a row group that it reads and one that it writes
            self._database.execute(f"COPY report TO '{sql_text(being_written)}' {AS_PARQUET}")
            being_written.replace(path)
        except duckdb.Error as error:
            raise self._refused(error) from None
        finally:
            being_written.unlink(missing_ok=True)

    def _refused(self, error: duckdb.Error) -> FilesError | FleetError | OSError:
        """Return an error that a person can act on. DuckDB does not always name a damaged file, so it is searched."""
        system_error = as_os_error(error)
        if system_error.errno != errno.ENOSPC and (faults := faults_in(self._files)):
            return FilesError(faults)
        if isinstance(error, duckdb.OutOfMemoryException):
            return FleetError(N_("Memory and the room for temporary files are too small. Free some and try again."))
        return system_error


@contextmanager
def duckdb_over(files: Sequence[Path], scratch: Path, *, find_repeats_first: bool) -> Iterator[DuckDbEngine]:
    """Yield an engine over these Parquet files.

    Args:
        files: with rows of `archive_schema.ArchivedReport`; columns that an older version did not have are null.
        scratch: for what does not fit into memory.
        find_repeats_first: the files may hold a report twice; an archive's do not.

    Raises:
        OSError: the files cannot be read.
    """
    with in_memory(MEMORY, scratch, threads=THREADS) as database:
        database.execute("SET parquet_metadata_cache = true")
        shape = scratch / "no-rows.parquet"
        try:
            database.execute(f"COPY ({_NO_ROWS}) TO '{sql_text(shape)}' (FORMAT parquet)")
            every = [shape, *files]
            repeats = find_repeats(database, every) if find_repeats_first else 0
            database.execute(f"CREATE TEMP VIEW report AS {rows_without_repeats(every, repeats)}")
        except duckdb.Error as error:
            raise as_os_error(error) from None
        yield DuckDbEngine(database, files)


_NO_ROWS = "SELECT {} WHERE false".format(", ".join(f'NULL::{kind} AS "{name}"' for name, kind in columns().items()))
