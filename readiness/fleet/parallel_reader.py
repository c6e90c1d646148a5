"""Reading an inbox's chunks in parallel, one process per processor, with results in order."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from itertools import count, islice
from pathlib import Path

from readiness.fleet import reader_process
from readiness.fleet.chunk_reader import ChunkResult, Task, read_chunk
from readiness.fleet.duckdb_connection import in_memory
from readiness.fleet.fleet_error import FleetError
from readiness.fleet.inbox import Chunk
from readiness.i18n import N_

ENDED = N_("A process that read reports was ended by the system, twice. Nothing is lost: free memory and try again.")

SMALL_BYTES = 4_000_000
"""Inboxes smaller than this are read in one process, which is faster."""

MAX_PROCESSES = 8
"""Each takes up to 300 MB. Windows allows no pool of more than 61."""


def read_chunks(
    chunks: Iterable[Chunk], scratch: Path, latest: date, *, whole: bool, keep_rejected: bool
) -> Generator[ChunkResult, None, None]:
    """Yield results in the order of the chunks.

    Args:
        chunks: chunks of one file must be consecutive.
        scratch: an empty folder for the rows.
        latest: see `read_report`.
        whole: see `read_report`.
        keep_rejected: see `Task`.

    Raises:
        FleetError: a process was ended from outside twice at the same chunk, for example because memory ran out.
        OSError: rows could not be written.
    """
    numbers = count()
    tasks = (
        Task(chunk, latest, whole, scratch / f"chunk-{next(numbers):06d}.parquet", keep_rejected) for chunk in chunks
    )
    first = list(islice(tasks, 1))
    if not first:
        return
    second = list(islice(tasks, 1))
    if not second and first[0].chunk.size < SMALL_BYTES:
        with in_memory(reader_process.MEMORY, scratch) as database:
            yield read_chunk(first[0], database)
        return
    yield from _numbered(_in_processes(task for some in (first, second, tasks) for task in some))


def processes_count(processors_count: int | None) -> int:
    """Return how many processes read on a computer with so many processors; None when that is not known."""
    return min(processors_count or 1, MAX_PROCESSES)


def _in_processes(tasks: Iterator[Task]) -> Iterator[ChunkResult]:
    """Yield the results in order. If a process is ended from outside, what it and the others had is read again."""
    waiting: deque[Task] = deque()
    repeated: Task | None = None
    while True:
        try:
            yield from _in_pool(tasks, waiting)
        except BrokenProcessPool:
            if waiting[0] is repeated:
                raise FleetError(ENDED) from None
            repeated = waiting[0]
        else:
            return


def _in_pool(tasks: Iterator[Task], waiting: deque[Task]) -> Iterator[ChunkResult]:
    """Read with one pool of processes. `waiting` holds the tasks without a result, also after `BrokenProcessPool`.

    Whoever stops before the end, as with Ctrl-C, does not wait for chunks that nobody will use.
    """
    others = set(multiprocessing.active_children())
    workers = processes_count(os.cpu_count())
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), reader_process.prepare)
    futures: deque[Future[ChunkResult]] = deque()
    try:
        while True:
            waiting.extend(islice(tasks, 2 * workers - len(waiting)))
            futures.extend(pool.submit(reader_process.read, task) for task in islice(waiting, len(futures), None))
            if not waiting:
                return
            result = futures.popleft().result()
            waiting.popleft()
            yield result
    except BaseException:
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _numbered(results: Iterable[ChunkResult]) -> Iterator[ChunkResult]:
    """Fill in the number of lines of the same file in earlier chunks."""
    where, before = "", 0
    for result in results:
        chunk = result.task.chunk
        if chunk.end is not None:
            result.lines_before = before if chunk.deliveries[0].where == where else 0
            where, before = chunk.deliveries[0].where, result.lines_before + result.lines_count
        yield result
