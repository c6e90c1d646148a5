"""The runs on this station, in one SQLite file: what was found, and with which devices and versions. No names."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import msgspec

from readiness.model import Section
from readiness.storage.atomic_write import PRIVATE_MODE, make_folder, set_aside

LOCKED_FOR_AT_MOST_S = 3.0
LARGEST_BYTES = 200_000_000
"""A season of a run every ten minutes takes a fifth of it."""

ANOTHER_DAY = timedelta(hours=12)
BELIEVED = timedelta(days=60)
"""So long after the last day that is kept a run may come, and its date is believed."""
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT})
_TABLE = "CREATE TABLE IF NOT EXISTS run (started_at TEXT NOT NULL, content BLOB NOT NULL)"


class History(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `history` of the policy."""

    days_kept: Annotated[
        int, msgspec.Meta(ge=0, le=3650, description="a season back, to see when something changed; 0 keeps nothing")
    ] = 90


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One run of the checks.

    Attributes:
        started_at: when, with its offset from UTC.
        verdict: the word in reports.
        app_version: the program's version.
        codes: each check's finding, by check.
        outcomes: each check's outcome, the word in reports.
        things: what was tested, by kind: versions as they are, devices by a key that names nobody.
        seconds: how long each check took to settle.
        measured: the public facts behind each finding, by check.
    """

    started_at: datetime
    verdict: str
    app_version: str
    codes: dict[str, str]
    outcomes: dict[str, str]
    things: dict[str, str]
    seconds: dict[str, float] = msgspec.field(default_factory=dict)
    measured: dict[str, dict[str, Any]] = msgspec.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was read, oldest first.

    Attributes:
        runs: those that can be read.
        set_aside: the damaged file's new place, when there was one.
        unreadable: how many rows no run can be made of; they stay where they are.
    """

    runs: tuple[Run, ...]
    set_aside: Path | None = None
    unreadable: int = 0


class DamagedError(Exception):
    """There is a file, and it is no history."""


class HistoryError(OSError):
    """The history can be neither read nor written just now; the message is SQLite's own."""


def history_file(folder: Path) -> Path:
    """The file's place in the person's folder."""
    return folder / "history.sqlite"


def read(path: Path) -> Recorded:
    """Every run; none when there is no file. A damaged file is set aside.

    Raises:
        HistoryError: the file is there and may not be read just now, or may not be set aside.
    """
    if not os.path.lexists(path):
        return Recorded(())
    try:
        with _open(path) as history:
            rows = history.execute("SELECT content FROM run ORDER BY rowid").fetchall()
    except (sqlite3.Error, DamagedError) as error:
        return Recorded((), _set_aside(path, error))
    runs = [run for (content,) in rows if (run := _run(content)) is not None]
    return Recorded(_oldest_first(runs), unreadable=len(rows) - len(runs))


def _oldest_first(runs: Sequence[Run]) -> tuple[Run, ...]:
    """In the order of their dates; those of a day that had not come when the last was kept are no later than it."""
    if not runs:
        return ()
    latest = runs[-1].started_at + ANOTHER_DAY
    return tuple(sorted(runs, key=lambda run: (run.started_at <= latest, run.started_at)))


def _run(content: object) -> Run | None:
    """The run in a row; a row that another version wrote, or that was damaged, costs that row."""
    try:
        return msgspec.json.decode(content, type=Run) if isinstance(content, bytes) else None
    except Exception:  # noqa: BLE001  (whatever it holds, it is none of our runs)
        return None


def add(path: Path, run: Run, days_kept: int) -> Path | None:
    """Keep a run, and forget those that are too old; either both have happened when this returns, or nothing.

    Args:
        path: the history's file; made when it is missing.
        run: what to keep.
        days_kept: how old a run may be, counted from this one.

    Returns:
        Where a damaged file was set aside, or None.

    Raises:
        HistoryError: it could not be kept; what was kept before still is.
    """
    try:
        _insert(path, run, days_kept)
    except (sqlite3.Error, DamagedError) as error:
        set_aside = _set_aside(path, error)
    except OSError as error:
        raise HistoryError(error.strerror or str(error)) from None
    else:
        return None
    try:
        _insert(path, run, days_kept)
    except (sqlite3.Error, DamagedError) as error:
        raise HistoryError(str(error)) from None
    return set_aside


def _insert(path: Path, run: Run, days_kept: int) -> None:
    with _open(path) as history:
        history.execute("BEGIN IMMEDIATE")
        if days_kept:
            history.execute("INSERT INTO run VALUES (?, ?)", (_sortable(run.started_at), msgspec.json.encode(run)))
        _forget(history, run.started_at, days_kept)
        history.execute("COMMIT")


def _forget(history: sqlite3.Connection, now: datetime, days_kept: int) -> None:
    """Forget runs that are too old, or of a day that has not come yet.

    A date far from every other run is not believed at once, for the clock may be wrong for a day: it makes nothing
    forgotten until a run of another day agrees.
    """
    kept = timedelta(days=days_kept)
    near = "SELECT 1 FROM run WHERE started_at BETWEEN ? AND ? LIMIT 1"
    before = (_sortable(now - kept - BELIEVED), _sortable(now - ANOTHER_DAY))
    if days_kept and not history.execute(near, before).fetchone():
        return
    if days_kept:
        limits = (_sortable(now - kept), _sortable(now + kept))
        history.execute("DELETE FROM run WHERE started_at < ? OR started_at > ?", limits)
    else:
        history.execute("DELETE FROM run")


@contextlib.contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    """The file with its table, found whole. SQLite's rollback journal undoes what a killed program left half done."""
    _make_private(path)
    history = sqlite3.connect(path, timeout=LOCKED_FOR_AT_MOST_S, isolation_level=None)
    history.text_factory = bytes
    try:
        history.execute("PRAGMA secure_delete = ON")  # what is forgotten is gone
        if history.execute("PRAGMA quick_check(1)").fetchone() != (b"ok",):
            raise DamagedError("the file is damaged")
        history.execute(_TABLE)
        yield history
    finally:
        history.close()


def _make_private(path: Path) -> None:
    """See to it that the file is there, is one, and is this person's alone.

    Raises:
        DamagedError: something else has its name, or it is far too large.
        OSError: it may not be made.
    """
    make_folder(path.parent)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE_MODE))
    except FileExistsError:
        about = path.lstat()
        if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST_BYTES:
            raise DamagedError("there is something else of that name") from None


def _set_aside(path: Path, error: Exception) -> Path:
    if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DAMAGE:
        raise HistoryError(str(error))
    journal = path.with_name(f"{path.name}-journal")
    try:
        journal.unlink(missing_ok=True)  # left there, SQLite would roll it back into the new file
        return set_aside(path)
    except OSError as problem:
        raise HistoryError(problem.strerror or str(problem)) from None


def _sortable(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
