"""The history of runs on this station in one SQLite file: findings, devices and versions, without names."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import msgspec

from readiness.storage.atomic_write import PRIVATE_MODE, make_folder, set_aside
from readiness.storage.run import Run
from readiness.system_error import reason_of

T = TypeVar("T")

LOCK_TIMEOUT_S = 3.0
MAX_BYTES = 200_000_000
"""Five times what a run every ten minutes takes in 90 days."""

ANOTHER_DAY = timedelta(hours=12)
PLAUSIBLE_GAP = timedelta(days=60)
"""A gap between two runs of more than `days_kept` and this is taken for a wrong clock (see `_delete_old`)."""
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT})
_FOREIGN_OBJECTS = "SELECT 1 FROM sqlite_master WHERE type IN ('view', 'trigger') LIMIT 1"
"""A view may have rows without end, a trigger delete what has just been written; a history has neither."""

_TABLE = "CREATE TABLE IF NOT EXISTS run (started_at TEXT NOT NULL, content BLOB NOT NULL)"


class Recorded(msgspec.Struct, frozen=True):
    """The history as read.

    Attributes:
        runs: the readable runs, oldest first. Rows of other versions, or damaged ones, remain in the file.
        set_aside: new path of a damaged file; None if it was intact.
    """

    runs: tuple[Run, ...]
    set_aside: Path | None = None


class DamagedError(Exception):
    """The file exists but is not a usable history."""


_REASONS = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_NOMEM: errno.ENOMEM,
    sqlite3.SQLITE_BUSY: errno.EBUSY,
}


class HistoryError(OSError):
    """The history cannot be accessed right now; where the system has no number for why, the message is SQLite's."""


def history_file(folder: Path) -> Path:
    """Return the history file's path in the person's folder."""
    return folder / "history.sqlite"


def read(path: Path, since: datetime | None = None) -> Recorded:
    """Read every run, or those started at `since` or later; none if there is no file. A damaged file is set aside.

    Raises:
        HistoryError: the file exists but cannot be read right now, or cannot be set aside.
    """
    if _is_empty(path):
        return Recorded(())
    try:
        with opened(path) as history:
            first = (sortable(since) if since else "",)
            rows = history.execute("SELECT content FROM run WHERE started_at >= ? ORDER BY rowid", first).fetchall()
    except (sqlite3.Error, DamagedError) as error:
        return Recorded((), _set_aside(path, error))
    return Recorded(_oldest_first([run for (content,) in rows if (run := decoded(content, Run)) is not None]))


def _is_empty(path: Path) -> bool:
    """Whether there is no file, or one in which nothing was ever stored, as a full disk leaves it."""
    try:
        about = path.lstat()
    except OSError:
        return True
    return stat.S_ISREG(about.st_mode) and about.st_size == 0


def _oldest_first(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Sort by date; runs dated later than the last one written (by a wrong clock) come first."""
    if not runs:
        return ()
    latest = runs[-1].started_at + ANOTHER_DAY
    return tuple(sorted(runs, key=lambda run: (run.started_at <= latest, run.started_at)))


def decoded(content: object, kind: type[T]) -> T | None:
    """Decode one row; None if another version wrote it or it is damaged."""
    try:
        return msgspec.json.decode(content, type=kind) if isinstance(content, bytes) else None
    except Exception:  # noqa: BLE001  (whatever the row holds, it is not of that kind)
        return None


def add(path: Path, run: Run, days_kept: int) -> Path | None:
    """Add a run, in place of one that was started at the same time, and delete those too old, in one transaction.

    Args:
        path: the history file; created if missing.
        run: the run to add.
        days_kept: maximum age of a run, counted from this one.

    Returns:
        The new path of a damaged file that was set aside, or None.

    Raises:
        HistoryError: the run could not be added; the history is unchanged.
    """
    try:
        _insert(path, run, days_kept)
    except (sqlite3.Error, DamagedError) as error:
        moved_to = _set_aside(path, error)
    except OSError as error:
        raise HistoryError(reason_of(error)) from None
    else:
        return None
    try:
        _insert(path, run, days_kept)
    except (sqlite3.Error, DamagedError) as error:
        raise refusal(error) from None
    return moved_to


def _insert(path: Path, run: Run, days_kept: int) -> None:
    with opened(path) as history:
        history.execute("BEGIN IMMEDIATE")
        if days_kept:
            history.execute("DELETE FROM run WHERE started_at = ?", (sortable(run.started_at),))
            history.execute("INSERT INTO run VALUES (?, ?)", (sortable(run.started_at), msgspec.json.encode(run)))
        _delete_old(history, run.started_at, days_kept)
        history.execute("COMMIT")


def _delete_old(history: sqlite3.Connection, now: datetime, days_kept: int) -> None:
    """Delete runs that are too old or dated in the future.

    If the date is far from that of every other run, the clock may be wrong: nothing is deleted until a run at least
    `ANOTHER_DAY` apart confirms it.
    """
    maximum_age = timedelta(days=days_kept)
    near = "SELECT 1 FROM run WHERE started_at BETWEEN ? AND ? LIMIT 1"
    before = (sortable(now - maximum_age - PLAUSIBLE_GAP), sortable(now - ANOTHER_DAY))
    if days_kept and not history.execute(near, before).fetchone():
        return
    if days_kept:
        limits = (sortable(now - maximum_age), sortable(now + maximum_age))
        history.execute("DELETE FROM run WHERE started_at < ? OR started_at > ?", limits)
    else:
        history.execute("DELETE FROM run")


@contextlib.contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the database, verify its integrity and create its table. SQLite rolls back interrupted transactions.

    Raises:
        DamagedError: it is not a usable database.
        sqlite3.Error: it cannot be used right now, or is damaged.
        OSError: it cannot be created.
    """
    _make_private(path)
    history = sqlite3.connect(path, timeout=LOCK_TIMEOUT_S, isolation_level=None)
    history.text_factory = bytes
    try:
        history.execute("PRAGMA secure_delete = ON")  # overwrite deleted rows
        if history.execute("PRAGMA quick_check(1)").fetchone() != (b"ok",):
            raise DamagedError("the file is damaged")
        if history.execute(_FOREIGN_OBJECTS).fetchone():
            raise DamagedError("the database is of another program")
        history.execute(_TABLE)
        yield history
    finally:
        history.close()


def _make_private(path: Path) -> None:
    """Create the file if missing, readable by this person only.

    Raises:
        DamagedError: the path is not a regular file, or the file is too large.
        OSError: it cannot be created.
    """
    make_folder(path.parent)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE_MODE))
    except FileExistsError:
        about = path.lstat()
        if not stat.S_ISREG(about.st_mode) or about.st_size > MAX_BYTES:
            raise DamagedError("there is something else of that name") from None


def refusal(error: Exception) -> HistoryError:
    """Return the error with the system's number for why, if it has one."""
    number = _REASONS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    return HistoryError(number, str(error)) if number else HistoryError(reason_of(error))


def _set_aside(path: Path, error: Exception) -> Path:
    if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DAMAGE:
        raise refusal(error)
    journal = path.with_name(f"{path.name}-journal")
    try:
        journal.unlink(missing_ok=True)  # otherwise SQLite would roll it back into the new file
        return set_aside(path)
    except OSError as problem:
        raise HistoryError(reason_of(problem)) from None


def sortable(moment: datetime) -> str:
    """Format a timezone-aware moment so that comparing texts compares times."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
