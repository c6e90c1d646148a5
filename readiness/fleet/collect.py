"""Collecting delivered reports into the archive, each exactly once, even if the collector is killed.

The order of the steps ensures this: rows, rejected reports, ledger, and only then the inbox. A collector that is
killed between two of them leaves work that the next run recognizes as done.
"""

from __future__ import annotations

import contextlib
import errno
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from readiness.fleet import ledger
from readiness.fleet.archive import add_batch, empty_staging, write_set_aside, writer
from readiness.fleet.archive_layout import sync
from readiness.fleet.chunk_reader import ChunkResult
from readiness.fleet.compaction import compact, finish
from readiness.fleet.inbox import BytesProgress, Delivery, Unreadable, chunks, deliveries
from readiness.fleet.parallel_reader import read_chunks
from readiness.fleet.rejected import Fault
from readiness.fleet.rejected_summary import RejectedSummary

BATCH_BYTES = 2_500_000_000
"""Bytes of the inbox per batch, some 250,000 reports; each batch writes one file per month."""

SETTLED_AFTER_S = 600
"""An incomplete file younger than this may still be being delivered, and stays in the inbox."""


def batch_name() -> str:
    """Return a unique name for a batch."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"


@dataclass(slots=True)
class Collected:
    """The result of a collection.

    Attributes:
        reports: reports that came in.
        already_there: reports that had come in before.
        files: files that were read.
        left: files that stay in the inbox. Those that could not be read or may still be growing are tried again next
            time; those with a report that is too large are not, but never deleted either, since it is nowhere else.
        stuck: why a file could be neither moved nor deleted, if so.
        rejected: the rejected reports.
    """

    reports: int = 0
    already_there: int = 0
    files: int = 0
    left: int = 0
    stuck: OSError | None = None
    rejected: RejectedSummary = field(default_factory=RejectedSummary)


@dataclass(frozen=True, slots=True)
class Afterwards:
    """Whether collected files are kept, deleted, or moved to a folder."""

    delete: bool = False
    move_to: Path | None = None

    @property
    def takes_away(self) -> bool:
        """Whether collected files leave the inbox."""
        return self.delete or self.move_to is not None


def collect(
    inbox: Path, archive: Path, latest: date, afterwards: Afterwards, progress: BytesProgress = lambda _, __: None
) -> Collected:
    """Collect everything that is new in the inbox.

    Args:
        inbox: a folder, or one file.
        archive: created if it is missing.
        latest: reports from a later day are rejected.
        afterwards: what to do with collected files.
        progress: called after reading.

    Raises:
        FleetError: another collector is running, or a reading process was ended from outside.
        OSError: the inbox cannot be listed or the archive cannot be written; earlier batches remain collected.
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
            with writer(archive) as database:
                compact(database, archive, batch_name())
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return done


class _Collection:
    """One collection, committed batch by batch."""

    def __init__(
        self, inbox: Path, archive: Path, afterwards: Afterwards, book: ledger.Ledger, done: Collected
    ) -> None:
        self._inbox, self._archive, self._afterwards, self._book, self._done = inbox, archive, afterwards, book, done
        self._batch: list[ChunkResult] = []
        self.known_bytes = 0

    def new_deliveries(self) -> Iterator[Delivery]:
        """Yield files that are not in the ledger; files in it are now removed if an earlier run could not."""
        finished: list[Delivery] = []
        for each in deliveries(self._inbox):
            if isinstance(each, Unreadable):
                self._done.rejected.add(each.where, Fault.UNREADABLE)
                self._done.left += 1
            elif not self._book.has(self._inbox, each):
                self.known_bytes += each.size
                yield each
            elif self._afterwards.takes_away:
                finished.append(each)
        self._take_away(finished)

    def add(self, result: ChunkResult) -> None:
        """Add a chunk to the batch, and commit the batch when it is full."""
        self._batch.append(result)
        is_end_of_file = result.task.chunk.end in {None, result.task.chunk.deliveries[-1].size}
        if is_end_of_file and sum(each.task.chunk.size for each in self._batch) >= BATCH_BYTES:
            self.commit()

    def commit(self) -> None:
        """Write the batch to archive and ledger, and clear its files from the inbox."""
        if not self._batch:
            return
        batch, self._batch = self._batch, []
        name = batch_name()
        self._bring_in([result.path for result in batch if result.path], name)
        for result in batch:
            self._done.rejected.add_result(result)
        files = {each.where: each for result in batch for each in result.task.chunk.deliveries}
        left = _with_fault(batch, Fault.UNREADABLE)
        if self._afterwards.takes_away:
            left |= self._still_growing(batch, files)
        rejected = (each for result in batch for each in result.rejected() if each.where not in left)
        write_set_aside(self._archive, name, filter(self._book.reject, rejected))
        finished = [each for where, each in files.items() if where not in left]
        too_large = _with_fault(batch, Fault.TOO_LARGE)
        self._book.add(self._inbox, finished, (each for each in finished if each.where in too_large))
        self._done.files += len(finished)
        self._done.left += len(files) - len(finished)
        if self._afterwards.takes_away:
            self._take_away(finished)
        for result in batch:
            result.remove_files()

    def _bring_in(self, paths: list[Path], name: str) -> None:
        if not paths:
            return
        with writer(self._archive) as database:
            came_in, already_there = add_batch(database, self._archive, paths, name)
        self._done.reports += came_in
        self._done.already_there += already_there

    @staticmethod
    def _still_growing(batch: list[ChunkResult], files: Mapping[str, Delivery]) -> set[str]:
        """Return recently modified files with an incomplete report."""
        since_ns = time.time_ns() - SETTLED_AFTER_S * 1_000_000_000
        return {where for where in _with_fault(batch, Fault.TORN, Fault.EMPTY) if files[where].mtime_ns > since_ns}

    def _take_away(self, finished: list[Delivery]) -> None:
        gone = []
        for each in finished:
            would_be_lost = self._afterwards.delete and self._book.has_too_large(self._inbox, each)
            if would_be_lost or not each.is_unchanged():
                self._done.left += 1
                continue
            try:
                if self._afterwards.move_to is not None:
                    _move(each, self._afterwards.move_to)
                else:
                    each.path.unlink()
            except OSError as error:
                self._done.left += 1
                self._done.stuck = error
            else:
                gone.append(each)
        self._book.forget(self._inbox, gone)


def _with_fault(batch: Sequence[ChunkResult], *faults: Fault) -> set[str]:
    """Return the files with reports that were rejected for one of these reasons."""
    return {where for result in batch for fault in faults for where in result.faulty.get(fault, ())}


def _move(delivery: Delivery, folder: Path) -> None:
    """Move the file to the folder; append a number if the name is taken."""
    target = folder / delivery.where
    target.parent.mkdir(parents=True, exist_ok=True)
    nth = 1
    while target.exists():
        nth += 1
        target = (folder / delivery.where).with_name(f"{delivery.path.stem}-{nth}{delivery.path.suffix}")
    try:
        delivery.path.rename(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy(delivery.path, target)
        delivery.path.unlink()


def _copy(path: Path, target: Path) -> None:
    """Copy the file to another disk, wholly or not at all."""
    being_written = target.with_name(f".{target.name}.new")
    try:
        shutil.copy2(path, being_written)
        sync(being_written)
        being_written.replace(target)
    finally:
        being_written.unlink(missing_ok=True)
