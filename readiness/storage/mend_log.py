"""Mends made at a person's request that no report has included yet, stored in the history's file."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from readiness.file_reader import is_file
from readiness.storage.history import DamagedError, decoded, opened, refusal, sortable

_TABLE = "CREATE TABLE IF NOT EXISTS mend (made_at TEXT NOT NULL, content BLOB NOT NULL)"


class MadeMend(msgspec.Struct, frozen=True, kw_only=True):
    """A change that the program made at the press of a button and the person did not undo. It names no device."""

    check: Annotated[str, Meta(description="The check whose fault the person had the program mend.")]
    kind: Annotated[str, Meta(description="unmute, louder, softer, input, output or sound_on.")]
    helped: Annotated[
        bool, Meta(description="Whether the check was no no-go afterwards and had another fault or none.")
    ]
    product: Annotated[str, Meta(description="The headset's make and USB ids, or its kind; may be empty.")] = ""
    version: Annotated[str, Meta(description="The version of the program that made it.")] = ""


class Unreported(msgspec.Struct, frozen=True):
    """Mends that no report has included, oldest first, and the row of the last one for `forget`."""

    mends: tuple[MadeMend, ...] = ()
    last_row: int = 0


def add(path: Path, mends: Sequence[MadeMend], made_at: datetime, days_kept: int) -> None:
    """Store mends for the next report, and delete those older than the history's runs.

    Args:
        path: the history file; created if missing.
        mends: the mends of one round.
        made_at: timezone-aware.
        days_kept: see `history_policy.History`; with 0 nothing is kept.

    Raises:
        HistoryError: they could not be added; nothing has changed.
    """
    oldest = sortable(made_at - timedelta(days=days_kept))
    with _table(path) as history:
        history.execute("BEGIN IMMEDIATE")
        if days_kept:
            rows = [(sortable(made_at), msgspec.json.encode(each)) for each in mends]
            history.executemany("INSERT INTO mend VALUES (?, ?)", rows)
        history.execute("DELETE FROM mend WHERE made_at < ?", (oldest,))
        history.execute("COMMIT")


def unreported(path: Path) -> Unreported:
    """Return the stored mends; none if there is no file.

    Raises:
        HistoryError: the file cannot be read.
    """
    if not is_file(path):
        return Unreported()
    with _table(path) as history:
        rows = history.execute("SELECT rowid, content FROM mend ORDER BY rowid").fetchall()
    made = [mend for _, content in rows if (mend := decoded(content, MadeMend)) is not None]
    return Unreported(tuple(made), rows[-1][0] if rows else 0)


def forget(path: Path, last_row: int) -> None:
    """Delete the mends up to this row, after a report has included them.

    Raises:
        HistoryError: they could not be deleted; the next report includes them again.
    """
    with _table(path) as history:
        history.execute("DELETE FROM mend WHERE rowid <= ?", (last_row,))


@contextlib.contextmanager
def _table(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with opened(path) as history:
            history.execute(_TABLE)
            yield history
    except (sqlite3.Error, DamagedError, OSError) as error:
        raise refusal(error) from None
