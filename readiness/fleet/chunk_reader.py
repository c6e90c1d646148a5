"""Reading one chunk of an inbox in a separate process, into a small Parquet file and a list of rejected reports."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

import duckdb
import msgspec

from readiness.fleet.archive_schema import columns
from readiness.fleet.duckdb_connection import in_memory, not_a_pattern, sql_text
from readiness.fleet.inbox import Chunk, Delivery, lines
from readiness.fleet.report_reader import LARGEST_BYTES, Fault, read_report

MEMORY = "200MB"
"""Memory limit of the process's DuckDB."""

_TO_PARQUET = """
COPY (SELECT * FROM read_json($rows, format = 'newline_delimited', hive_partitioning = false,
    maximum_object_size = 33554432, columns = {columns}))
TO '{target}' (FORMAT parquet, COMPRESSION {compression})
"""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A rejected report. `line`: from 1 in the chunk, None if the file holds only one report."""

    where: str
    line: int | None
    fault: Fault
    content: bytes

    @property
    def place(self) -> str:
        """The report's file, with the line number if the file has several reports."""
        return self.exact_place.encode("utf-8", "surrogateescape").decode("utf-8", "replace")

    @property
    def exact_place(self) -> str:
        """The same as the system gives it: a file's name on Linux may hold bytes that are not UTF-8."""
        return self.where if self.line is None else f"{self.where}:{self.line}"


@dataclass(frozen=True, slots=True)
class Task:
    """A chunk, and how to read it.

    Attributes:
        chunk: what to read.
        latest: see `read_report`.
        whole: see `read_report`.
        target: the output file; its folder must exist.
        keep_rejected: return the content of rejected reports, up to `LARGEST_BYTES` each.
    """

    chunk: Chunk
    latest: date
    whole: bool
    target: Path
    keep_rejected: bool


@dataclass(slots=True)
class ChunkResult:
    """The result of a task. `lines_count` applies to the chunk's file if it has lines; `path` is None without rows."""

    task: Task
    path: Path | None = None
    reports: int = 0
    lines_count: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    more_rejected: Counter[Fault] = field(default_factory=Counter)


REJECTED_IN_FULL = 2_000
"""Maximum number of rejected reports listed per chunk without their content; the rest are only counted."""


def prepare_process() -> None:
    """Ignore Ctrl-C, which the parent handles, and disable garbage collection, since rows contain no cycles."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End together with the parent: orphaned readers would keep its pipes and write into the next collector's files."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def read_chunk(task: Task) -> ChunkResult:
    """Read the chunk.

    Raises:
        OSError: the rows could not be written. What cannot be read is in the result.
    """
    result = ChunkResult(task)
    rows = task.target.with_suffix(".ndjson")
    encoder = msgspec.json.Encoder()
    try:
        with rows.open("wb", buffering=1 << 20) as into:
            for where, line, content in _documents(task.chunk, result):
                row = read_report(content, task.latest, whole=task.whole)
                if isinstance(row, Fault):
                    _reject(result, Rejected(where, line, row, content))
                else:
                    into.write(encoder.encode(row))
                    into.write(b"\n")
                    result.reports += 1
        if result.reports:
            _write_parquet(rows, task)
            result.path = task.target
    finally:
        rows.unlink(missing_ok=True)
    return result


def _documents(chunk: Chunk, result: ChunkResult) -> Iterator[tuple[str, int | None, bytes]]:
    for each in chunk.deliveries:
        try:
            if each.has_lines:
                for number, line in enumerate(lines(each.path, chunk.start, chunk.end), start=1):
                    result.lines_count = number
                    if line.strip():
                        yield each.where, number, line
            else:
                yield each.where, None, _content(each)
        except OSError:
            _reject(result, Rejected(each.where, None, Fault.UNREADABLE, b""))


def _content(delivery: Delivery) -> bytes:
    with delivery.path.open("rb", buffering=0) as file:
        first: bytes = file.read(LARGEST_BYTES + 1) or b""
        return first if len(first) >= delivery.size else _rest(file, first)


def _rest(file: BinaryIO | object, first: bytes) -> bytes:
    content = bytearray(first)
    while len(content) <= LARGEST_BYTES and (more := file.read(LARGEST_BYTES + 1 - len(content))):  # type: ignore[union-attr]
        content += more
    return bytes(content)


def _reject(result: ChunkResult, rejected: Rejected) -> None:
    if result.task.keep_rejected:
        result.rejected.append(rejected)
    elif len(result.rejected) < REJECTED_IN_FULL:
        result.rejected.append(Rejected(rejected.where, rejected.line, rejected.fault, b""))
    else:
        result.more_rejected[rejected.fault] += 1


def _write_parquet(rows: Path, task: Task) -> None:
    compression = "zstd" if task.whole else "lz4_raw"
    query = _TO_PARQUET.format(columns=columns(), target=sql_text(task.target), compression=compression)
    try:
        with in_memory(MEMORY, task.target.parent, threads=1) as database:
            database.execute(query, {"rows": not_a_pattern(rows)})
    except duckdb.Error as error:
        raise OSError(str(error)) from None
