"""DuckDB connections with a memory limit and without terminal output."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Sequence
from pathlib import Path

import duckdb

ROW_GROUP_BYTES = 64_000_000
"""Size of Parquet's row groups. Each thread holds one in memory, where a report takes 10 kB:
DuckDB's own 122,880 rows would be a gigabyte, and with half of this the questions take a quarter longer. Later
readers hold 2,048 rows or a row group, whichever is less."""

AS_PARQUET = f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE_BYTES {ROW_GROUP_BYTES})"
"""How COPY writes what is kept."""


def in_memory(memory: str, scratch: Path | None = None, *, threads: int = 1) -> duckdb.DuckDBPyConnection:
    """Return a new in-memory database, which as a context closes itself.

    Args:
        memory: the memory limit, for example `200MB`; beyond it data is spilled to disk.
        scratch: the folder for spilled data, if there is one.
        threads: number of threads. Each may hold 250 MB while it reads a row group, which cannot be spilled: DuckDB's
            own default, the number of processors, would run out of memory on one computer and not on another.
    """
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory,
        "temp_directory": str(scratch or ""),
        "preserve_insertion_order": False,
        "threads": threads,
    }
    database = duckdb.connect(config=settings)
    database.execute("SET enable_progress_bar = false")  # replaced by our own, translated one
    database.execute("SET enable_caching_operators = false")  # they gather 2,048 rows again, however large
    return database


def as_os_error(error: duckdb.Error) -> OSError:
    """Return what went wrong in the operating system, which DuckDB wraps in prose and JSON; else its first line."""
    if number := re.search(r'"errno":"(\d+)"', str(error)):
        return OSError(int(number[1]), os.strerror(int(number[1])))
    if isinstance(error, duckdb.OutOfMemoryException):
        return OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))
    return OSError(str(error).partition("\n")[0])


def sql_text(path: Path) -> str:
    """Return a path escaped for an SQL string literal."""
    return str(path).replace("'", "''")


def not_a_pattern(path: Path) -> str:
    """Return a path with DuckDB's glob characters escaped."""
    return "".join(f"[{each}]" if each in "*?[" else each for each in str(path))


def sql_list(paths: Sequence[Path]) -> str:
    """Return paths as an SQL list of literal names."""
    return "[" + ", ".join("'" + not_a_pattern(path).replace("'", "''") + "'" for path in paths) + "]"
