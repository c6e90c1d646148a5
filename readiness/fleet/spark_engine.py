"""The query engine on Apache Spark: a standalone cluster (`spark://host:7077`) or Spark Connect (`sc://host:15002`).

sqlglot turns DuckDB's SQL into Spark's; everything else is Spark's own.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlglot
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from readiness.fleet.archive_schema import columns
from readiness.fleet.fleet_error import FleetError
from readiness.fleet.parquet_check import FilesError, faults_in
from readiness.fleet.query_engine import Rows
from readiness.i18n import N_

SETTINGS = {
    "spark.app.name": "readiness fleet",
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.ansi.enabled": "true",
}

PARTITION_BYTES = 8_000_000
"""Bytes of files per partition; Spark's default of 200 partitions is meant for far more data."""


class SparkEngine:
    """A Spark session."""

    def __init__(self, session: Any, files: Sequence[Path]) -> None:
        """The files are those that the session's view `report` reads."""
        self._session = session
        self._files = files

    def define(self, name: str, query: str) -> None:
        """See `QueryEngine`."""
        try:
            self._session.sql(as_spark_sql(query)).cache().createOrReplaceTempView(name)
        except Exception as error:  # noqa: BLE001  (py4j, gRPC and Spark have a family of errors each)
            raise self._refused(error) from None

    def rows(self, query: str) -> Rows:
        """See `QueryEngine`."""
        try:
            return [tuple(row) for row in self._session.sql(as_spark_sql(query)).collect()]
        except Exception as error:  # noqa: BLE001
            raise self._refused(error) from None

    def stream(self, query: str) -> Iterator[tuple[Any, ...]]:
        """See `QueryEngine`."""
        try:
            for row in self._session.sql(as_spark_sql(query)).toLocalIterator():
                yield tuple(row)
        except Exception as error:  # noqa: BLE001
            raise self._refused(error) from None

    def _refused(self, error: Exception) -> FilesError | FleetError:
        """Return an error that a person can act on; the files are read only if Spark says that it is about one."""
        faults = faults_in(self._files) if ".parquet" in str(error) else {}
        return FilesError(faults) if faults else _refused(error)


@contextmanager
def spark_over(files: Sequence[Path], url: str) -> Iterator[SparkEngine]:
    """Yield an engine over these Parquet files, which every worker must see under the same path.

    Args:
        files: with rows of `archive_schema.ArchivedReport`.
        url: `spark://…`, `sc://…` or any other master that Spark knows.

    Raises:
        FleetError: no such cluster answers.
    """
    logging.getLogger("py4j").setLevel(logging.ERROR)
    builder = SparkSession.builder
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    try:
        session = (builder.remote(url) if url.startswith("sc://") else builder.master(url)).getOrCreate()
        size = sum(path.stat().st_size for path in files)
        session.conf.set("spark.sql.shuffle.partitions", str(max(4, size // PARTITION_BYTES)))
        reader = session.read.schema(schema())
        reports = (
            reader.parquet(*(str(path.absolute()) for path in files))
            if files
            else session.createDataFrame([], schema())
        )
        reports.createOrReplaceTempView("report")
    except Exception as error:  # noqa: BLE001
        raise _refused(error) from None
    try:
        yield SparkEngine(session, files)
    finally:
        session.stop()


def schema() -> str:
    """Return the rows' schema in Spark's DDL."""
    return ", ".join(
        f"`{name}` {sqlglot.parse_one(kind, into=sqlglot.exp.DataType, dialect='duckdb').sql('spark')}"
        for name, kind in columns().items()
    )


def as_spark_sql(query: str) -> str:
    """Translate a query to Spark's SQL."""
    transpiled: str = sqlglot.transpile(query, read="duckdb", write="spark")[0]
    return transpiled


def _refused(error: Exception) -> FleetError:
    text = error.getMessage() if isinstance(error, PySparkException) else str(error)
    first_line = (text or type(error).__name__).strip().splitlines()[0]
    return FleetError(N_("Spark cannot answer: {reason}"), reason=first_line)
