"""Where the questions run: DuckDB inside this process, or a Spark cluster somebody else keeps.

Questions are written once, in DuckDB's SQL, over a view `report` whose columns are those of `row.ArchivedReport`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import duckdb

from readiness.fleet.archive import find_repeats, rows_without_repeats
from readiness.fleet.database import in_memory
from readiness.fleet.piece_reader import sql_text
from readiness.fleet.row import columns

MEMORY = "600MB"
"""DuckDB goes to the disk beyond this, so that the whole process stays under 1 GiB."""

_SAVE = """
COPY (SELECT * FROM report ORDER BY started_us, station) TO '{target}' (FORMAT parquet, COMPRESSION zstd)
"""

Rows = list[tuple[Any, ...]]


class EngineError(Exception):
    """The engine could not answer; the text is its own words."""


class Engine(Protocol):
    """Something that answers SQL. Its methods raise `EngineError`."""

    def define(self, name: str, query: str) -> None:
        """Keep the rows of a query as a table for the queries after it."""

    def rows(self, query: str) -> Rows:
        """All rows of a query."""


class DuckDbEngine:
    """DuckDB in this process."""

    def __init__(self, database: duckdb.DuckDBPyConnection) -> None:
        self._database = database

    def define(self, name: str, query: str) -> None:
        """See `Engine`."""
        self.rows(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}")

    def rows(self, query: str) -> Rows:
        """See `Engine`."""
        try:
            return self._database.execute(query).fetchall()
        except duckdb.Error as error:
            raise EngineError(str(error)) from None

    def save_reports(self, path: Path) -> None:
        """Write every report, oldest first, into one Parquet file, which can be asked in its turn.

        Raises:
            OSError: it could not be written; what was there before is untouched.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        being_written = path.with_name(f".{path.name}.new")
        try:
            self.rows(_SAVE.format(target=sql_text(being_written)))
            being_written.replace(path)
        except EngineError as error:
            raise OSError(str(error)) from None
        finally:
            being_written.unlink(missing_ok=True)


@contextmanager
def duckdb_over(files: Sequence[Path], scratch: Path, *, find_repeats_first: bool) -> Iterator[DuckDbEngine]:
    """An engine over these Parquet files.

    Args:
        files: with rows of `row.ArchivedReport`; columns that an older version did not have are null.
        scratch: for what does not fit into memory.
        find_repeats_first: the files may hold a report twice; an archive's do not.

    Raises:
        EngineError: the files cannot be read.
    """
    with in_memory(MEMORY, scratch) as database:
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
