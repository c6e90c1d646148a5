"""The ledger of an archive's collected and rejected files, in SQLite, and the collectors' lock."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from readiness.file_reader import exists
from readiness.fleet.fleet_error import FleetError
from readiness.fleet.inbox import Delivery
from readiness.fleet.rejected import Fault, Rejected, digest_of
from readiness.i18n import N_

NAME, LOCK = "_ledger.sqlite", "_lock.sqlite"
"""Names with a leading underscore are ignored by engines that read the archive."""

_TABLES = """
CREATE TABLE IF NOT EXISTS delivery (id BLOB PRIMARY KEY, size INTEGER, mtime_ns INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS too_large (id BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS set_aside (digest BLOB PRIMARY KEY, fault TEXT, location TEXT) WITHOUT ROWID;
"""

_EXAMPLES = "SELECT location, fault FROM set_aside ORDER BY length(location), location LIMIT ?"


class Ledger:
    """The ledger; obtained from `opened`."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def has(self, inbox: Path, delivery: Delivery) -> bool:
        """Whether this file, with the same name, size and time, has been collected."""
        row = self._database.execute(
            "SELECT size, mtime_ns FROM delivery WHERE id = ?", (_delivery_id(inbox, delivery),)
        ).fetchone()
        return bool(row == (delivery.size, delivery.mtime_ns))

    def has_too_large(self, inbox: Path, delivery: Delivery) -> bool:
        """Whether this collected file holds a report that was too large to be read."""
        found = self._database.execute("SELECT 1 FROM too_large WHERE id = ?", (_delivery_id(inbox, delivery),))
        return found.fetchone() is not None

    def reject(self, rejected: Rejected) -> bool:
        """Record a rejected report, and return whether it is new; permanent with the next `add`."""
        row = (rejected.id, rejected.fault.value, rejected.place)
        return self._database.execute("INSERT OR IGNORE INTO set_aside VALUES (?, ?, ?)", row).rowcount == 1

    def add(self, inbox: Path, collected: Iterable[Delivery] = (), too_large: Iterable[Delivery] = ()) -> None:
        """Record files as collected, and which of them hold a report that is too large."""
        with self._database:
            self._database.executemany(
                "INSERT OR REPLACE INTO delivery VALUES (?, ?, ?)",
                ((_delivery_id(inbox, each), each.size, each.mtime_ns) for each in collected),
            )
            self._database.executemany(
                "INSERT OR IGNORE INTO too_large VALUES (?)", ((_delivery_id(inbox, each),) for each in too_large)
            )

    def forget(self, inbox: Path, gone: Iterable[Delivery]) -> None:
        """Remove files that are no longer in the inbox, so that the ledger does not grow."""
        ids = [(_delivery_id(inbox, each),) for each in gone]
        with self._database:
            self._database.executemany("DELETE FROM delivery WHERE id = ?", ids)
            self._database.executemany("DELETE FROM too_large WHERE id = ?", ids)


@contextmanager
def opened(archive: Path) -> Iterator[Ledger]:
    """Yield the archive's ledger, locked for this process; the lock is released when the process ends.

    Raises:
        FleetError: another collector has the archive, or the ledger is damaged.
        OSError: the ledger cannot be read or written.
    """
    name = LOCK
    try:
        with closing(sqlite3.connect(archive / LOCK, timeout=0.5)) as lock:
            lock.execute("BEGIN EXCLUSIVE")
            name = NAME
            with closing(sqlite3.connect(archive / NAME, timeout=30)) as database:
                database.executescript(_TABLES)
                yield Ledger(database)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise FleetError(N_("Another collection into this archive is going on. Try again later.")) from None
        raise OSError(str(error)) from None
    except sqlite3.DatabaseError:
        raise FleetError(
            N_("{name} is damaged. Move it away and collect again: nothing counts twice."), name=name
        ) from None


def rejected_counts(archive: Path, examples: int) -> tuple[Counter[str], list[tuple[str, str]]]:
    """Return the number of rejected reports by reason, and the origins of some, line 9 of a file before line 10.

    Raises:
        OSError: the ledger exists but cannot be read.
    """
    path = archive / NAME
    if not exists(path):
        return Counter(), []
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as database:
            if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'set_aside'").fetchone():
                return Counter(), []  # the first collector was killed before writing anything
            counts = database.execute("SELECT fault, count(*) FROM set_aside GROUP BY fault").fetchall()
            named = database.execute(_EXAMPLES, (examples,)).fetchall()
            return Counter({Fault(fault): n for fault, n in counts}), [(where, Fault(why)) for where, why in named]
    except (sqlite3.DatabaseError, ValueError) as error:
        raise OSError(str(error)) from None


def _delivery_id(inbox: Path, delivery: Delivery) -> bytes:
    return digest_of(f"{inbox.absolute()}\0{delivery.where}".encode("utf-8", "surrogateescape"))
