"""Read the pieces of an inbox side by side, as many as there are processors, and hand on what came of them in order."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import count, islice
from pathlib import Path

from readiness.fleet.inbox import Piece
from readiness.fleet.piece_reader import PieceResult, Task, prepare_process, read_piece

SMALL_BYTES = 4_000_000
"""Below this a second process costs more than it saves."""


def read_pieces(
    pieces: Iterable[Piece], scratch: Path, latest: date, *, whole: bool, keep_rejected: bool
) -> Generator[PieceResult, None, None]:
    """Results in the order of the pieces, with the lines of each file counted on from piece to piece.

    Args:
        pieces: those of one file follow each other.
        scratch: an empty folder for the rows.
        latest: see `read_report`.
        whole: see `read_report`.
        keep_rejected: see `Task`.

    Raises:
        OSError: rows could not be written, or a process was ended from outside.
    """
    numbers = count()
    tasks = (
        Task(piece, latest, whole, scratch / f"piece-{next(numbers):06d}.parquet", keep_rejected) for piece in pieces
    )
    first = list(islice(tasks, 1))
    if not first:
        return
    second = list(islice(tasks, 1))
    if not second and first[0].piece.size < SMALL_BYTES:
        yield read_piece(first[0])
        return
    yield from _numbered(_in_processes(task for some in (first, second, tasks) for task in some))


def _in_processes(tasks: Iterator[Task]) -> Iterator[PieceResult]:
    workers = max(1, os.cpu_count() or 1)
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), prepare_process)
    waiting: deque[Future[PieceResult]] = deque()
    try:
        while True:
            waiting.extend(pool.submit(read_piece, task) for task in islice(tasks, 2 * workers - len(waiting)))
            if not waiting:
                return
            yield waiting.popleft().result()
    except multiprocessing.ProcessError as error:
        raise OSError(str(error)) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _numbered(results: Iterable[PieceResult]) -> Iterator[PieceResult]:
    """Lines counted from the beginning of the file, not of the piece."""
    where, before = "", 0
    for result in results:
        piece = result.task.piece
        if piece.end is not None:
            before = before if piece.deliveries[0].where == where else 0
            where = piece.deliveries[0].where
            result.rejected = [
                replace(each, line=each.line + before) if each.line is not None else each for each in result.rejected
            ]
            before += result.lines_count
        yield result
