"""A process that reads chunks of an inbox, one after another."""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import os
import signal
import threading
from functools import cache
from pathlib import Path

import duckdb

from readiness.fleet.chunk_reader import ChunkResult, Task, read_chunk
from readiness.fleet.duckdb_connection import in_memory

MEMORY = "200MB"
"""Memory limit of the process's DuckDB."""


def prepare() -> None:
    """Ignore Ctrl-C, which the parent handles, and disable garbage collection, since rows contain no cycles."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    atexit.register(_database.cache_clear)  # DuckDB complains of connections that are open when Python ends
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End together with the parent: orphaned readers would keep its pipes and write into the next collector's files."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def read(task: Task) -> ChunkResult:
    """See `read_chunk`."""
    return read_chunk(task, _database(task.target.parent))


@cache
def _database(scratch: Path) -> duckdb.DuckDBPyConnection:
    """Return the process's own database: opening one takes as long as reading a thousand reports.

    It spills into a folder of its own, because DuckDB's names for such files are the same in every process.
    """
    return in_memory(MEMORY, scratch / f"spilled-{os.getpid()}")
