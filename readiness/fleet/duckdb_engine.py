"""The query engine on DuckDB, in this process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from readiness.fleet.archive import find_repeats, rows_without_repeats
from readiness.fleet.archive_schema import columns
from readiness.fleet.duckdb_connection import ROW_GROUPS, as_os_error, in_memory, sql_text
from readiness.fleet.query_engine import EngineError, Rows

MEMORY = "600MB"
"""DuckDB's memory limit, beyond which it spills to disk, so that the process stays below 1 GiB."""

STREAMED_ROWS = 2048

_SAVE = """
COPY report
TO '{target}' (FORMAT parquet, COMPRESSION zstd, {row_groups})
"""


class DuckDbEngine:
    """DuckDB in this process."""

    def __init__(self, database: duckdb.DuckDBPyConnection) -> None:
        self._database = database

    def define(self, name: str, query: str) -> None:
        """See `QueryEngine`."""
        self.rows(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}")

    def rows(self, query: str) -> Rows:
        """See `QueryEngine`."""
        try:
            return self._database.execute(query).fetchall()
        except duckdb.Error as error:
            raise EngineError(str(error)) from None

    def stream(self, query: str) -> Iterator[tuple[Any, ...]]:
        """See `QueryEngine`."""
        try:
            found = self._database.execute(query)
            while rows := found.fetchmany(STREAMED_ROWS):
                yield from rows
        except duckdb.Error as error:
            raise EngineError(str(error)) from None

    def save_reports(self, path: Path) -> None:
        """Write all reports to one Parquet file, which can be used as a source.

        They are not sorted: a sort holds 2,048 whole rows, which may be large.

        Raises:
            OSError: writing failed; an existing file is unchanged.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        being_written = path.with_name(f".{path.name}.new")
        try:
            self._database.execute(_SAVE.format(target=sql_text(being_written), row_groups=ROW_GROUPS))
            being_written.replace(path)
        except duckdb.Error as error:
            raise as_os_error(error) from None
        finally:
            being_written.unlink(missing_ok=True)


@contextmanager
def duckdb_over(files: Sequence[Path], scratch: Path, *, find_repeats_first: bool) -> Iterator[DuckDbEngine]:
    """Yield an engine over these Parquet files.

    Args:
        files: with rows of `archive_schema.ArchivedReport`; columns that an older version did not have are null.
        scratch: for what does not fit into memory.
        find_repeats_first: the files may hold a report twice; an archive's do not.

    Raises:
        EngineError: the files cannot be read.
    """
    with in_memory(MEMORY, scratch) as database:
        database.execute("SET parquet_metadata_cache = true")
        shape = scratch / "no-rows.parquet"
        try:
            database.execute(f"COPY ({_NO_ROWS}) TO '{sql_text(shape)}' (FORMAT parquet)")
            every = [shape, *files]
            repeats = find_repeats(database, every) if find_repeats_first else 0
            database.execute(f"CREATE TEMP VIEW report AS {rows_without_repeats(every, repeats)}")
        except duckdb.Error as error:
            raise EngineError(str(error)) from None
        yield DuckDbEngine(database)


_NO_ROWS = "SELECT {} WHERE false".format(", ".join(f'NULL::{kind} AS "{name}"' for name, kind in columns().items()))
