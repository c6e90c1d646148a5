"""The interface of query engines: `duckdb_engine` in this process, or `spark_engine` on a cluster.

Queries are written once, in DuckDB's SQL, over a view `report` whose columns are those of
`archive_schema.ArchivedReport`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

Rows = list[tuple[Any, ...]]


class QueryEngine(Protocol):
    """Runs SQL queries.

    Its methods raise `FilesError` if files turn out to be damaged, `FleetError` if the engine cannot answer, and
    `OSError` if the system refuses.
    """

    def define(self, name: str, query: str) -> None:
        """Store a query's rows as a table for later queries."""

    def rows(self, query: str) -> Rows:
        """Return all rows of a query."""

    def stream(self, query: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query whose result may not fit into memory. No other query may run meanwhile."""
