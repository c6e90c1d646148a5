"""Where the questions run: `duckdb_engine` in this process, or `spark_engine` on a cluster.

Questions are written once, in DuckDB's SQL, over a view `report` whose columns are those of
`archive_schema.ArchivedReport`.
"""

from __future__ import annotations

from typing import Any, Protocol

Rows = list[tuple[Any, ...]]


class EngineError(Exception):
    """The engine could not answer; the text is its own words."""


class QueryEngine(Protocol):
    """Something that answers SQL. Its methods raise `EngineError`."""

    def define(self, name: str, query: str) -> None:
        """Keep the rows of a query as a table for the queries after it."""

    def rows(self, query: str) -> Rows:
        """All rows of a query."""
