"""The history: limited to a number of days, intact after a kill at any moment, set aside when damaged."""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import random
import sqlite3
import stat
import threading
from datetime import UTC, datetime, timedelta, timezone
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from readiness.storage import history
from readiness.storage.history import HistoryError, history_file
from readiness.storage.run import Run

MORNING = datetime(2026, 11, 23, 7, 59, tzinfo=UTC)
SEASON = 90


def run(number: int = 0, **more: object) -> Run:
    known: dict[str, object] = {
        "started_at": MORNING + timedelta(minutes=number),
        "verdict": "go",
        "app_version": "1.0",
        "codes": {"camera": "camera.ok"},
        "outcomes": {"camera": "pass"},
        "things": {"browser": f"{number}.0"},
        "seconds": {"camera": 1.5},
    }
    return Run(**(known | more))  # type: ignore[arg-type]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return history_file(tmp_path / "not there yet")


def test_runs_are_read_oldest_first(file: Path) -> None:
    assert history.read(file).runs == ()
    for number in (2, 0, 1):
        assert history.add(file, run(number), SEASON) is None
    assert history.read(file).runs == (run(0), run(1), run(2))


def test_only_runs_since_a_moment_are_read(file: Path) -> None:
    for number in range(3):
        history.add(file, run(number), SEASON)
    assert history.read(file, since=run(1).started_at.astimezone(timezone(timedelta(hours=1)))).runs == (run(1), run(2))


def test_runs_older_than_the_limit_are_deleted(file: Path) -> None:
    old = run(started_at=MORNING - timedelta(days=91), verdict="no_go")
    history.add(file, old, SEASON)
    history.add(file, run(), SEASON)
    assert history.read(file).runs == (run(),)
    history.add(file, run(1), 0)
    assert history.read(file).runs == ()


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"not a database" * 1000,
        lambda content: content[: len(content) // 2],
        lambda content: content[:100] + bytes(len(content) - 100),
        lambda content: content[:4096] + b"\xa5" * 4096 + content[8192:],
    ],
    ids=["empty", "foreign", "torn", "zeroed", "overwritten"],
)
def test_a_damaged_file_is_set_aside_and_a_new_one_begun(file: Path, damage: object) -> None:
    for number in range(30):
        history.add(file, run(number), SEASON)
    broken = damage(file.read_bytes())  # type: ignore[operator]
    file.write_bytes(broken)
    set_aside = history.add(file, run(99), SEASON)
    if broken:
        assert set_aside is not None
        assert set_aside.read_bytes() == broken
    assert history.read(file).runs == (run(99),)


ENDLESS = """CREATE VIEW run AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)
    SELECT x AS started_at, x AS content FROM n"""
FORGETFUL = """CREATE TABLE run (started_at TEXT NOT NULL, content BLOB NOT NULL);
    CREATE TRIGGER forget AFTER INSERT ON run BEGIN DELETE FROM run; END"""


@pytest.mark.parametrize("schema", [ENDLESS, FORGETFUL], ids=["rows without end", "a trigger that deletes"])
def test_database_with_code_of_its_own_is_set_aside(file: Path, schema: str) -> None:
    file.parent.mkdir()
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.executescript(schema)
    assert history.read(file).set_aside == file.with_suffix(".damaged")
    assert history.add(file, run(), SEASON) is None
    assert history.read(file).runs == (run(),)


def test_foreign_database_is_set_aside(file: Path) -> None:
    file.parent.mkdir()
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE run (something INTEGER)")
    other.close()
    assert history.read(file).set_aside is not None
    assert history.add(file, run(), SEASON) is None


@pytest.mark.parametrize("content", ["{}", b"\xff", b"[" * 200_000, None, 7, b'{"started_at": "never"}'])
def test_invalid_row_is_ignored_alone(file: Path, content: object) -> None:
    history.add(file, run(), SEASON)
    history.add(file, run(1), SEASON)
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE looser (started_at TEXT, content)")
        other.execute("INSERT INTO looser SELECT * FROM run")
        other.execute("UPDATE looser SET content = ? WHERE rowid = 1", (content,))
        other.execute("DROP TABLE run")
        other.execute("ALTER TABLE looser RENAME TO run")
    other.close()
    found = history.read(file)
    assert (found.runs, found.set_aside) == ((run(1),), None)
    assert history.add(file, run(2), SEASON) is None
    assert history.read(file).runs == (run(1), run(2))


def test_wrong_clock_for_a_day_loses_no_run(file: Path) -> None:
    history.add(file, run(), SEASON)
    history.add(file, run(started_at=datetime(2100, 1, 1, tzinfo=UTC)), SEASON)
    history.add(file, run(started_at=datetime(1970, 1, 2, tzinfo=UTC)), SEASON)
    tomorrow = run(24 * 60)
    history.add(file, tomorrow, SEASON)
    assert history.read(file).runs == (run(), tomorrow)


def test_latest_run_is_the_last_stored_whatever_the_clock(file: Path) -> None:
    history.add(file, run(started_at=datetime(2100, 1, 1, tzinfo=UTC)), SEASON)
    history.add(file, run(), SEASON)
    assert history.read(file).runs[-1] == run()


def test_history_is_readable_by_its_owner_only(file: Path) -> None:
    history.add(file, run(), SEASON)
    assert [stat.S_IMODE(each.stat().st_mode) for each in (file, file.parent)] == [0o600, 0o700]


def test_pipes_and_links_are_not_written_to(file: Path) -> None:
    file.parent.mkdir()
    os.mkfifo(file)
    assert history.read(file).set_aside == file.with_suffix(".damaged")
    elsewhere = file.with_name("elsewhere")
    elsewhere.write_bytes(b"something of somebody's")
    file.symlink_to(elsewhere)
    assert history.add(file, run(), SEASON) == file.with_suffix(".damaged-2")
    assert elsewhere.read_bytes() == b"something of somebody's"
    assert history.read(file).runs == (run(),)


def test_file_that_a_full_disk_left_empty_is_read_without_writing(file: Path) -> None:
    file.parent.mkdir()
    file.touch()
    assert history.read(file) == history.Recorded(())
    assert file.stat().st_size == 0


def test_unwritable_folder_raises(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(HistoryError):
        history.add(tmp_path / "file" / "history.sqlite", run(), SEASON)


def write_for_ever(file: Path, first: int, acknowledged: Connection) -> None:
    for number in itertools.count(first):
        history.add(file, run(number), SEASON)
        acknowledged.send(number)


@pytest.mark.slow
def test_writer_killed_at_any_moment_loses_no_acknowledged_run(file: Path) -> None:
    """Killed (SIGKILL) 50 times at random moments while it writes as fast as it can."""
    moments = random.Random(23)  # noqa: S311  (no secret)
    context, first = multiprocessing.get_context("fork"), 0
    for _ in range(50):
        receiver, sender = context.Pipe(duplex=False)
        writer = context.Process(target=write_for_ever, args=(file, first, sender))
        writer.start()
        sender.close()
        acknowledged = receiver.recv()
        threading.Event().wait(moments.uniform(0, 0.03))
        writer.kill()
        writer.join()
        with contextlib.suppress(EOFError):
            while True:
                acknowledged = receiver.recv()
        receiver.close()
        found = history.read(file)
        assert found.set_aside is None
        first = len(found.runs)
        assert first in (acknowledged + 1, acknowledged + 2)  # the last may be stored but not yet acknowledged
        assert found.runs == tuple(run(number) for number in range(first))
