"""Processes that read reports and are ended from outside: nothing is lost, and it is told when it goes on."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from made_up_fleet import FleetModel

from readiness.fleet.inbox import Chunk, deliveries
from readiness.fleet.parallel_reader import ReaderEndedError, read_chunks
from readiness.i18n import Words
from readiness.report.json_text import as_line

LATEST = date(2026, 11, 24)
FILES, LINES = 12, 5


@pytest.fixture
def chunks(tmp_path: Path) -> list[Chunk]:
    """A chunk a file, more than the processes are given at once; the last line of each is torn."""
    lines = [as_line(report, Words("en")) for report in FleetModel(stations=1, days=30).reports()][:LINES]
    (tmp_path / "inbox").mkdir()
    for nth in range(FILES):
        (tmp_path / "inbox" / f"{nth:02}.ndjson").write_text("\n".join([*lines, "{"]), "utf-8")
    (tmp_path / "scratch").mkdir()
    return [Chunk((each,), 0, each.size) for each in deliveries(tmp_path / "inbox")]  # type: ignore[union-attr, arg-type]


def end_readers() -> None:
    for process in multiprocessing.active_children():
        process.kill()


@contextmanager
def ended_as_soon_as_they_begin() -> Iterator[None]:
    enough = threading.Event()

    def work() -> None:
        while not enough.wait(0.01):
            end_readers()

    thread = threading.Thread(target=work)
    thread.start()
    yield
    enough.set()
    thread.join()


def test_what_an_ended_process_had_is_read_again(chunks: list[Chunk], tmp_path: Path) -> None:
    results = read_chunks(chunks, tmp_path / "scratch", LATEST, whole=True, keep_rejected=True)
    read = [next(results)]
    end_readers()
    read += results
    assert [each.task.chunk for each in read] == chunks
    assert {each.reports for each in read} == {LINES}
    assert [(each.where, each.line) for result in read for each in result.rejected] == [
        (f"{nth:02}.ndjson", LINES + 1) for nth in range(FILES)
    ]
    assert all(each.path and each.path.is_file() for each in read)
    assert not list((tmp_path / "scratch").glob("*.ndjson"))


def test_processes_that_end_again_and_again_are_told(chunks: list[Chunk], tmp_path: Path) -> None:
    with ended_as_soon_as_they_begin(), pytest.raises(ReaderEndedError):
        list(read_chunks(chunks, tmp_path / "scratch", LATEST, whole=True, keep_rejected=True))
    assert not multiprocessing.active_children()
