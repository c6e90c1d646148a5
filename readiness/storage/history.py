"""The runs on this station, in one SQLite file: what was found, and with which devices and versions. No names."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import msgspec

from readiness.model import Section

LOCKED_FOR_AT_MOST_S = 3.0
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
    """What was read, oldest first. `set_aside`: the damaged file's new place, when there was one."""

    runs: tuple[Run, ...]
    set_aside: Path | None = None


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
    if not path.exists():
        return Recorded(())
    try:
        with _open(path) as history:
            rows = history.execute("SELECT content FROM run ORDER BY started_at, rowid").fetchall()
            return Recorded(tuple(msgspec.json.decode(content, type=Run) for (content,) in rows))
    except (sqlite3.Error, msgspec.DecodeError) as error:
        return Recorded((), _set_aside(path, error))


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
        path.parent.mkdir(parents=True, exist_ok=True)
        _insert(path, run, days_kept)
    except (sqlite3.Error, msgspec.DecodeError) as error:
        set_aside = _set_aside(path, error)
    except OSError as error:
        raise HistoryError(error.strerror or str(error)) from None
    else:
        return None
    try:
        _insert(path, run, days_kept)
    except sqlite3.Error as error:
        raise HistoryError(str(error)) from None
    return set_aside


def _insert(path: Path, run: Run, days_kept: int) -> None:
    with _open(path) as history:
        history.execute("BEGIN IMMEDIATE")
        if days_kept:
            history.execute("INSERT INTO run VALUES (?, ?)", (_sortable(run.started_at), msgspec.json.encode(run)))
        oldest = run.started_at - timedelta(days=days_kept)
        history.execute("DELETE FROM run WHERE started_at < ?", (_sortable(oldest),))
        history.execute("COMMIT")


@contextlib.contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    """The file with its table, found whole. SQLite's rollback journal undoes what a killed program left half done."""
    history = sqlite3.connect(path, timeout=LOCKED_FOR_AT_MOST_S, isolation_level=None)
    try:
        history.execute("PRAGMA secure_delete = ON")  # what is forgotten is gone
        if history.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise msgspec.DecodeError("the file is damaged")
        history.execute(_TABLE)
        yield history
    finally:
        history.close()


def _set_aside(path: Path, error: Exception) -> Path:
    if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DAMAGE:
        raise HistoryError(str(error))
    journal = path.with_name(f"{path.name}-journal")
    try:
        journal.unlink(missing_ok=True)  # left there, SQLite would roll it back into the new file
        return path.replace(path.with_suffix(".damaged"))
    except OSError as problem:
        raise HistoryError(problem.strerror or str(problem)) from None


def _sortable(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
