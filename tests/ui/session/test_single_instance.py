"""One window per person, by real processes that start, hang and end."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile

from readiness.ui.session.single_instance import LOCK_FILE

pytestmark = pytest.mark.slow

PROGRAM = """
import sys
import time
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from readiness.ui.session.single_instance import LOCK_FILE, SingleInstance

application = QCoreApplication(["readiness"])
instance = SingleInstance(Path(sys.argv[1]))
if sys.argv[2] == "creates":
    lock = Path(sys.argv[1]) / LOCK_FILE
    lock.touch()
    print("creates", flush=True)
    sys.stdin.readline()
    lock.unlink()
    sys.argv[2] = "0"
first = instance.is_first()
print("first" if first else "second", flush=True)
instance.called.connect(lambda: print("called", flush=True))
if first:
    if sys.argv[2] == "hangs":
        instance.listen()
        print("listening", flush=True)
        time.sleep(60)
    if sys.argv[2] == "is busy":
        QTimer.singleShot(0, lambda: (instance.listen(), print("listening", flush=True), time.sleep(2)))
    else:
        QTimer.singleShot(int(sys.argv[2]), lambda: (instance.listen(), print("listening", flush=True)))
    application.exec()
"""

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a program that listens after so many milliseconds, `is busy` or `hangs`; all are killed at the end.

    One that `creates` is stopped between creating its lock and writing its name there, until it is sent a line.
    """
    started: list[subprocess.Popen[str]] = []

    def begin(listens_after_ms: int | str = 0, folder: Path = tmp_path, **environment: str) -> subprocess.Popen[str]:
        command, own = (
            [sys.executable, "-c", PROGRAM, str(folder), str(listens_after_ms)],
            {**os.environ, **environment},
        )
        started.append(subprocess.Popen(command, env=own, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def line(process: subprocess.Popen[str]) -> str:
    """The next line that the program prints."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_second_start_calls_the_first(start: Start) -> None:
    first = start()
    assert [line(first), line(first)] == ["first", "listening"]
    second = start()
    assert line(second) == "second"
    assert second.wait(30) == 0
    assert line(first) == "called"


@pytest.mark.linux
def test_second_start_without_a_usable_folder_for_temporary_files_calls_the_first(start: Start) -> None:
    first = start()
    assert [line(first), line(first)] == ["first", "listening"]
    assert line(start(TMPDIR="/nonexistent")) == "second"
    assert line(first) == "called"


@pytest.mark.linux
def test_second_start_calls_the_first_whose_folder_takes_no_socket(start: Start, tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["a folder with a long name"] * 5)  # a socket's path has 107 bytes
    first = start(folder=deep)
    assert [line(first), line(first)] == ["first", "listening"]
    assert line(start(folder=deep)) == "second"


def test_two_starts_at_the_same_moment_open_one_window(start: Start) -> None:
    said = {line(each): each for each in [start(300), start(300)]}
    assert said.keys() == {"first", "second"}
    assert [line(said["first"]), line(said["first"])] == ["listening", "called"]


def test_start_between_creating_the_lock_and_writing_it_waits(start: Start) -> None:
    one = start("creates")
    assert line(one) == "creates"
    other = start()
    with pytest.raises(subprocess.TimeoutExpired):
        other.wait(1.0)
    assert other.stdout is not None
    assert select.select([other.stdout], [], [], 0)[0] == [], "it does not know yet"
    assert one.stdin is not None
    one.stdin.write("\n")
    one.stdin.flush()
    assert sorted([line(one), line(other)]) == ["first", "second"]


def test_program_that_is_busy_while_it_starts_is_waited_for(start: Start) -> None:
    first = start("is busy")
    assert [line(first), line(first)] == ["first", "listening"]
    assert line(start()) == "second"
    assert line(first) == "called"


def test_killed_program_leaves_the_next_start_a_window(start: Start) -> None:
    first = start()
    assert [line(first), line(first)] == ["first", "listening"]
    first.kill()
    first.wait(30)
    assert line(start()) == "first"


def holder(folder: Path) -> int:
    """The id of the process that holds the lock, or held it last; 0 if none does."""
    return int(QLockFile(str(folder / LOCK_FILE)).getLockInfo()[0])


def test_program_that_hangs_does_not_keep_the_next_from_opening(start: Start, tmp_path: Path) -> None:
    first = start("hangs")
    assert [line(first), line(first)] == ["first", "listening"]
    an_hour_ago_s = time.time() - 3600
    os.utime(tmp_path / LOCK_FILE, (an_hour_ago_s, an_hour_ago_s))
    second = start()
    assert [line(second), line(second)] == ["first", "listening"]
    third = start()
    assert line(third) == "second"
    assert line(second) == "called"
    first.kill()
    ends_s = time.monotonic() + 30
    while holder(tmp_path) != second.pid:
        assert time.monotonic() < ends_s
        time.sleep(0.05)


@pytest.mark.parametrize("content", [None, "", "not a lock"], ids=["a folder", "torn", "foreign"])
def test_what_is_no_lock_does_not_delay_the_start(start: Start, tmp_path: Path, content: str | None) -> None:
    lock = tmp_path / LOCK_FILE
    lock.mkdir() if content is None else lock.write_text(content)
    a_minute_ago_s = time.time() - 60
    os.utime(lock, (a_minute_ago_s, a_minute_ago_s))
    first = start()
    assert [line(first), line(first)] == ["first", "listening"]
    assert line(start()) == "second"
    assert line(first) == "called"


@pytest.mark.linux
def test_named_pipe_in_the_locks_place_is_no_obstacle(start: Start, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / LOCK_FILE)
    first = start()
    assert [line(first), line(first)] == ["first", "listening"]
    assert line(start()) == "second"


def test_folder_that_cannot_be_made_is_no_obstacle(start: Start, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    first = start(folder=tmp_path / "file")
    assert [line(first), line(first)] == ["first", "listening"]
    assert line(start(folder=tmp_path / "file")) == "second"
