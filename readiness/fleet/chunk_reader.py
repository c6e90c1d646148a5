"""Reading one chunk of an inbox into a Parquet file and a file of rejected reports.

Memory is limited in bytes, whatever the reports are: each is at most `MAX_BYTES`, rejected ones go to disk at once,
and rows are given to DuckDB in small files, because it works with 2,048 rows at a time however large they are.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb
import msgspec

from readiness.fleet.archive_schema import columns
from readiness.fleet.duckdb_connection import as_os_error, sql_list, sql_text
from readiness.fleet.inbox import Chunk, Delivery, lines
from readiness.fleet.rejected import Fault, Rejected, digest_of
from readiness.fleet.report_reader import MAX_BYTES, read_report
from readiness.fleet.row_files import RowFiles

_TO_PARQUET = """
COPY (SELECT * FROM read_json({row_files}, format = 'newline_delimited', hive_partitioning = false,
    maximum_object_size = {largest}, columns = {columns}))
TO '{target}' (FORMAT parquet, COMPRESSION lz4_raw, ROW_GROUP_SIZE_BYTES {row_group_bytes})
"""

ROW_GROUP_BYTES = 16_000_000
"""A quarter of the archive's: a reading process has half the memory, and what does not compress takes it thrice."""

MAX_ROW_BYTES = 8 * MAX_BYTES
"""More than any row has: of what a report holds, only findings grow, by the names and nulls of missing fields."""

KEPT_OF_TOO_LARGE = 4096
"""Bytes kept of a report that is too large, to recognize it by. Its file stays, or is moved as it is."""


@dataclass(frozen=True, slots=True)
class Task:
    """A chunk, and how to read it.

    Attributes:
        chunk: what to read.
        latest: see `read_report`.
        whole: see `read_report`.
        target: the output file; its folder must exist.
        keep_rejected: store the content of rejected reports.
    """

    chunk: Chunk
    latest: date
    whole: bool
    target: Path
    keep_rejected: bool


@dataclass(slots=True)
class ChunkResult:
    """The result of a task.

    Attributes:
        task: the task.
        path: the file of rows; None without rows.
        rejected_path: the file of rejected reports (`Rejected`, one per line); None if there are none.
        reports: number of rows.
        lines_count: number of lines, if the chunk's file has lines.
        lines_before: number of lines of the same file in earlier chunks.
        faults: number of rejected reports by reason.
        faulty: files with rejected reports, by reason.
    """

    task: Task
    path: Path | None = None
    rejected_path: Path | None = None
    reports: int = 0
    lines_count: int = 0
    lines_before: int = 0
    faults: Counter[Fault] = field(default_factory=Counter)
    faulty: dict[Fault, set[str]] = field(default_factory=dict)

    def rejected(self) -> Iterator[Rejected]:
        """Yield the rejected reports, with line numbers counted from the beginning of the file."""
        if self.rejected_path:
            with self.rejected_path.open("rb") as file:
                for line in file:
                    yield Rejected.decoded(line, self.lines_before)

    def remove_files(self) -> None:
        """Delete the files of rows and of rejected reports."""
        for path in (self.path, self.rejected_path):
            if path:
                path.unlink()


def read_chunk(task: Task, database: duckdb.DuckDBPyConnection) -> ChunkResult:
    """Read the chunk.

    Args:
        task: what to read, and how.
        database: a connection to write with.

    Raises:
        OSError: the rows could not be written. What cannot be read is in the result.
    """
    result = ChunkResult(task)
    encoder = msgspec.json.Encoder()
    rejected_path = task.target.with_suffix(".rejected")
    with RowFiles(task.target) as rows, rejected_path.open("wb") as rejected:
        for where, line, content in _documents(task.chunk, result):
            row = Fault.UNREADABLE if content is None else read_report(content, task.latest, whole=task.whole)
            if isinstance(row, Fault):
                rejected.write(_rejected(where, line, row, content or b"", task).encoded())
                result.faults[row] += 1
                result.faulty.setdefault(row, set()).add(where)
            else:
                rows.write(encoder.encode(row))
                result.reports += 1
        if result.reports:
            _write_parquet(database, rows.finished(), task)
            result.path = task.target
    if result.faults:
        result.rejected_path = rejected_path
    else:
        rejected_path.unlink()
    return result


def _rejected(where: str, line: int | None, fault: Fault, content: bytes, task: Task) -> Rejected:
    kept = content[:KEPT_OF_TOO_LARGE] if fault is Fault.TOO_LARGE else content
    return Rejected(os.fsencode(where), line, fault, digest_of(content), kept if task.keep_rejected else b"")


def _documents(chunk: Chunk, result: ChunkResult) -> Iterator[tuple[str, int | None, bytes | None]]:
    """Yield each report's file, line number in the chunk, and content; None for a file that cannot be read."""
    for each in chunk.deliveries:
        try:
            if each.has_lines:
                for number, line in enumerate(lines(each.path, chunk.start, chunk.end), start=1):
                    result.lines_count = number
                    if not line.isspace():
                        yield each.where, number, line
            else:
                yield each.where, None, _content(each)
        except OSError:
            yield each.where, None, None


def _content(delivery: Delivery) -> bytes:
    """Return the file's content, truncated to just above `MAX_BYTES`; one read if the file has not grown."""
    with delivery.path.open("rb", buffering=0) as file:
        content: bytes = file.read(MAX_BYTES + 1) or b""
        while len(content) < min(delivery.size, MAX_BYTES + 1):
            more = file.read(MAX_BYTES + 1 - len(content))
            if not more:
                break
            content += more
    return content


def _write_parquet(database: duckdb.DuckDBPyConnection, row_files: Sequence[Path], task: Task) -> None:
    query = _TO_PARQUET.format(
        row_files=sql_list(row_files),
        largest=MAX_ROW_BYTES,
        columns=columns(),
        target=sql_text(task.target),
        row_group_bytes=ROW_GROUP_BYTES,
    )
    try:
        database.execute(query)
    except duckdb.Error as error:
        raise as_os_error(error) from None
