"""Processes that read reports and are ended from outside: no report is lost, and the continuation is reported."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from synthetic_fleet import FleetModel

from readiness.fleet.fleet_error import FleetError
from readiness.fleet.inbox import Chunk, Delivery, deliveries
from readiness.fleet.parallel_reader import ENDED, MAX_PROCESSES, processes_count, read_chunks
from readiness.i18n import Words
from readiness.report.json_text import as_line

LATEST = date(2026, 11, 24)
FILES, LINES = 2 * MAX_PROCESSES + 4, 5


@pytest.fixture
def chunks(tmp_path: Path) -> list[Chunk]:
    """One chunk for each file, more than the processes take at once; the last line of each is truncated."""
    lines = [as_line(report, Words("en")) for report in FleetModel(stations=1, days=30).reports()][:LINES]
    (tmp_path / "inbox").mkdir()
    for nth in range(FILES):
        (tmp_path / "inbox" / f"{nth:02}.ndjson").write_text("\n".join([*lines, "{"]), "utf-8")
    (tmp_path / "scratch").mkdir()
    return [Chunk((each,), 0, each.size) for each in deliveries(tmp_path / "inbox")]  # type: ignore[union-attr, arg-type]


@pytest.mark.parametrize(("processors_count", "expected"), [(None, 1), (1, 1), (4, 4), (128, MAX_PROCESSES)])
def test_processes_are_as_many_as_processors_up_to_a_limit(processors_count: int | None, expected: int) -> None:
    assert processes_count(processors_count) == expected


class Deadly(Delivery):
    """A file that ends every process that is to read it."""

    def __reduce__(self) -> tuple[Callable[[int], object], tuple[int]]:
        return os._exit, (9,)


@pytest.mark.slow
def test_input_of_an_ended_process_is_read_again(chunks: list[Chunk], tmp_path: Path) -> None:
    results = read_chunks(chunks, tmp_path / "scratch", LATEST, whole=True, keep_rejected=True)
    read = [next(results)]
    for process in multiprocessing.active_children():
        process.kill()
    read += results
    assert [each.task.chunk for each in read] == chunks
    assert {each.reports for each in read} == {LINES}
    assert [(each.where, each.line) for result in read for each in result.rejected()] == [
        (f"{nth:02}.ndjson", LINES + 1) for nth in range(FILES)
    ]
    assert all(each.path and each.path.is_file() for each in read)
    assert not list((tmp_path / "scratch").glob("*.ndjson"))


def test_repeatedly_ending_processes_raise(chunks: list[Chunk], tmp_path: Path) -> None:
    (file,) = chunks[1].deliveries
    chunks[1] = Chunk((Deadly(file.path, file.where, file.size, file.mtime_ns),), 0, file.size)
    with pytest.raises(FleetError, match=ENDED):
        list(read_chunks(chunks, tmp_path / "scratch", LATEST, whole=True, keep_rejected=True))


def test_stopping_early_does_not_wait_for_a_share_that_hangs(chunks: list[Chunk], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "hangs.ndjson")
    chunks[1] = Chunk((Delivery(tmp_path / "hangs.ndjson", "hangs.ndjson", 1, 0),), 0, 1)
    results = read_chunks(chunks, tmp_path / "scratch", LATEST, whole=True, keep_rejected=True)
    assert next(results).reports == LINES
    results.close()
    assert not multiprocessing.active_children()
