"""Take what stations have delivered into the archive: each report once, whatever happens in the middle.

The order of the steps makes it so: rows, then what was set aside, then the ledger, and only then the inbox. Whoever is
killed between two of them leaves work that the next run finds done.
"""

from __future__ import annotations

import contextlib
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from readiness.fleet import ledger
from readiness.fleet.archive import add_batch, empty_staging, write_set_aside
from readiness.fleet.archive_layout import STAGING
from readiness.fleet.chunk_reader import ChunkResult, Rejected
from readiness.fleet.compaction import compact, finish
from readiness.fleet.duckdb_connection import in_memory
from readiness.fleet.inbox import Delivery, Unreadable, chunks, deliveries
from readiness.fleet.parallel_reader import read_chunks
from readiness.fleet.report_reader import Fault
from readiness.fleet.set_aside import SetAside

BATCH_REPORTS = 250_000
"""Reports that come in together: a file a month and batch."""

MEMORY = "400MB"

SETTLED_AFTER_S = 600
"""A torn file that is younger may still be on its way, and is not taken out of the inbox."""

NOT_READ = frozenset({Fault.UNREADABLE, Fault.TOO_LARGE})
"""Reports whose content is not at hand: they stay where they are."""

Progress = Callable[[int, int], object]
"""Told how many bytes more have been read, and how many are known of."""


def batch_name() -> str:
    """A name that no files had before."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"


@dataclass(slots=True)
class Collected:
    """What a collection did. `left`: files that stay in the inbox and are tried again next time."""

    reports: int = 0
    already_there: int = 0
    files: int = 0
    left: int = 0
    aside: SetAside = field(default_factory=SetAside)


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What becomes of a file that has been collected: it is kept, deleted, or moved to a folder."""

    delete: bool = False
    move_to: Path | None = None

    @property
    def takes_away(self) -> bool:
        """Whether it leaves the inbox."""
        return self.delete or self.move_to is not None


def collect(
    inbox: Path, archive: Path, latest: date, afterwards: Afterwards, progress: Progress = lambda _, __: None
) -> Collected:
    """Collect everything that is new in the inbox.

    Args:
        inbox: a folder, or one file.
        archive: made when it is missing.
        latest: a report from a later day is set aside.
        afterwards: what becomes of the files.
        progress: told of what has been read.

    Raises:
        ledger.LedgerBusyError: another collector is at work.
        OSError: the inbox cannot be listed, or the archive not written; what had been collected stays collected.
    """
    archive.mkdir(parents=True, exist_ok=True)
    done = Collected()
    with ledger.opened(archive) as book:
        staging = empty_staging(archive)
        finish(archive)
        try:
            collection = _Collection(inbox, archive, afterwards, book, done)
            results = read_chunks(chunks(collection.new_deliveries()), staging, latest, whole=True, keep_rejected=True)
            with contextlib.closing(results):
                for result in results:
                    collection.add(result)
                    progress(result.task.chunk.size, collection.known_bytes)
            collection.commit()
            with in_memory(MEMORY, staging) as database:
                compact(database, archive, batch_name())
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return done


class _Collection:
    """The results of one collection, brought in batch by batch."""

    def __init__(
        self, inbox: Path, archive: Path, afterwards: Afterwards, book: ledger.Ledger, done: Collected
    ) -> None:
        self._inbox, self._archive, self._afterwards, self._book, self._done = inbox, archive, afterwards, book, done
        self._batch: list[ChunkResult] = []
        self.known_bytes = 0

    def new_deliveries(self) -> Iterator[Delivery]:
        """Files that the ledger does not have; those it has are taken away now if an earlier run could not."""
        finished: list[Delivery] = []
        for each in deliveries(self._inbox):
            if isinstance(each, Unreadable):
                self._done.aside.add(each.where, Fault.UNREADABLE)
                self._done.left += 1
            elif not self._book.has(self._inbox, each):
                self.known_bytes += each.size
                yield each
            elif self._afterwards.takes_away:
                finished.append(each)
        self._take_away(finished)

    def add(self, result: ChunkResult) -> None:
        """Take a chunk into the batch, and the batch into the archive when it is full."""
        self._batch.append(result)
        is_end_of_file = result.task.chunk.end in {None, result.task.chunk.deliveries[-1].size}
        if is_end_of_file and sum(each.reports for each in self._batch) >= BATCH_REPORTS:
            self.commit()

    def commit(self) -> None:
        """Bring the batch in."""
        if not self._batch:
            return
        batch, self._batch = self._batch, []
        name = batch_name()
        self._bring_in([result.path for result in batch if result.path], name)
        rejected = [each for result in batch for each in result.rejected]
        for result in batch:
            self._done.aside.add_result(result)
        unread = {each.where for each in rejected if each.fault in NOT_READ}
        growing = self._still_growing(batch, rejected) if self._afterwards.takes_away else set()
        files = {each.where: each for result in batch for each in result.task.chunk.deliveries}
        finished = [each for where, each in files.items() if where not in unread | growing]
        kept = [each for each in rejected if each.where not in unread | growing]
        write_set_aside(self._archive, name, [each for each in kept if not self._book.is_set_aside(each)])
        self._book.add(self._inbox, finished, kept)
        self._done.files += len(finished)
        self._done.left += len(files) - len(finished)
        if self._afterwards.takes_away:
            self._take_away(finished)
        for result in batch:
            if result.path:
                result.path.unlink()

    def _bring_in(self, paths: list[Path], name: str) -> None:
        if not paths:
            return
        with in_memory(MEMORY, self._archive / STAGING) as database:
            came_in, already_there = add_batch(database, self._archive, paths, name)
        self._done.reports += came_in
        self._done.already_there += already_there

    @staticmethod
    def _still_growing(batch: list[ChunkResult], rejected: list[Rejected]) -> set[str]:
        """Files with something torn in them that have been written to a moment ago."""
        torn = {each.where for each in rejected if each.fault in {Fault.TORN, Fault.EMPTY}}
        since_ns = time.time_ns() - SETTLED_AFTER_S * 1_000_000_000
        listed = (each for result in batch for each in result.task.chunk.deliveries)
        return {each.where for each in listed if each.where in torn and each.mtime_ns > since_ns}

    def _take_away(self, finished: list[Delivery]) -> None:
        gone = []
        for each in finished:
            if not each.is_unchanged():
                self._done.left += 1
                continue
            try:
                if self._afterwards.move_to is not None:
                    _move(each, self._afterwards.move_to)
                else:
                    each.path.unlink()
            except OSError:
                self._done.left += 1
            else:
                gone.append(each)
        self._book.forget(self._inbox, gone)


def _move(delivery: Delivery, folder: Path) -> None:
    """Into the folder under the same name; another one stands beside what is there already."""
    target = folder / delivery.where
    target.parent.mkdir(parents=True, exist_ok=True)
    nth = 1
    while target.exists():
        nth += 1
        target = (folder / delivery.where).with_name(f"{delivery.path.stem}-{nth}{delivery.path.suffix}")
    try:
        delivery.path.rename(target)
    except OSError:  # another disk
        shutil.move(delivery.path, target)
