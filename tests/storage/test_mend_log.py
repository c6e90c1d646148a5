"""Mends are stored beside the history until a report contains them."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from readiness.storage import history, mend_log
from readiness.storage.history import HistoryError
from readiness.storage.mend_log import MadeMend, Unreported
from readiness.storage.run import Run

NOW = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)
UNMUTED = MadeMend(check="microphone", kind="unmute", helped=True, product="Jabra 0b0e:2412")
LOUDER = MadeMend(check="microphone", kind="louder", helped=False)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


def test_reported_mends_are_removed_and_newer_ones_stay(path: Path) -> None:
    assert mend_log.unreported(path) == Unreported()
    mend_log.add(path, [UNMUTED, LOUDER], NOW, 90)
    pending = mend_log.unreported(path)
    assert pending.mends == (UNMUTED, LOUDER)
    mend_log.add(path, [LOUDER], NOW, 90)
    mend_log.forget(path, pending.last_row)
    assert mend_log.unreported(path).mends == (LOUDER,)


def test_mends_are_stored_as_long_as_runs(path: Path) -> None:
    mend_log.add(path, [UNMUTED], NOW - timedelta(days=91), 90)
    mend_log.add(path, [LOUDER], NOW, 90)
    assert mend_log.unreported(path).mends == (LOUDER,)
    mend_log.add(path, [UNMUTED], NOW + timedelta(days=1), 0)
    assert mend_log.unreported(path).mends == ()


def test_runs_and_mends_do_not_disturb_each_other(path: Path) -> None:
    run = Run(started_at=NOW, verdict="go", app_version="1", codes={}, outcomes={}, things={})
    history.add(path, run, 90)
    mend_log.add(path, [UNMUTED], NOW, 90)
    mend_log.forget(path, mend_log.unreported(path).last_row)
    assert history.read(path).runs == (run,)


@pytest.mark.parametrize("content", [b'{"what": 1}', b'{"check": "\xff"}', b'{"more": ' + b"[" * 200_000, "text"])
def test_another_versions_or_a_damaged_mend_is_passed_over(path: Path, content: object) -> None:
    mend_log.add(path, [UNMUTED], NOW, 90)
    with sqlite3.connect(path) as database:
        database.execute("INSERT INTO mend VALUES ('2026', ?)", (content,))
    database.close()
    assert mend_log.unreported(path) == Unreported((UNMUTED,), 2)


def test_a_damaged_file_is_an_error_and_stays(path: Path) -> None:
    path.write_bytes(b"no database" * 100)
    for ask in (lambda: mend_log.unreported(path), lambda: mend_log.add(path, [UNMUTED], NOW, 90)):
        with pytest.raises(HistoryError):
            ask()
    assert path.read_bytes() == b"no database" * 100
