"""DuckDB as the fleet uses it: bounded in memory, quiet on the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb


@contextmanager
def in_memory(memory: str, scratch: Path, threads: int | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database that is closed afterwards.

    Args:
        memory: what it may hold, `200MB`; the rest goes to the disk.
        scratch: a folder for that.
        threads: all processors unless told.
    """
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory,
        "temp_directory": str(scratch),
        "preserve_insertion_order": False,
    }
    if threads:
        settings["threads"] = threads
    with duckdb.connect(config=settings) as database:
        database.execute("SET enable_progress_bar = false")  # its own is not in anybody's language, and never asked for
        yield database


def sql_text(path: Path) -> str:
    """A path between the quotes of an SQL text."""
    return str(path).replace("'", "''")


def not_a_pattern(path: Path) -> str:
    """A path as one name: DuckDB takes stars, question marks and brackets in it for a pattern."""
    return "".join(f"[{each}]" if each in "*?[" else each for each in str(path))


def sql_list(paths: Sequence[Path]) -> str:
    """Paths as an SQL list of plain names."""
    return "[" + ", ".join("'" + not_a_pattern(path).replace("'", "''") + "'" for path in paths) + "]"
