"""The log on the station: what stopped and where, and nobody's name."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from readiness.support import fault_log


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    yield
    for handler in list(logging.getLogger("readiness.faults").handlers):
        handler.close()
        logging.getLogger("readiness.faults").removeHandler(handler)


def broken() -> None:
    raise ValueError("/home/anna.svensson/AirPods of Anna")


def test_a_fault_is_logged_by_kind_and_place_alone(tmp_path: Path) -> None:
    fault_log.keep_log(tmp_path / "Readiness")
    fault_log.note("window opened")
    with pytest.raises(ValueError, match="Anna") as caught:
        broken()
    fault_log.note_fault(caught.value)
    text = (tmp_path / "Readiness" / "readiness.log").read_text("utf-8")
    assert "window opened" in text
    assert "ValueError in test_fault_log.broken:" in text
    assert "nna" not in text.replace("unknown", "")


def test_the_log_does_not_grow_for_ever(tmp_path: Path) -> None:
    fault_log.keep_log(tmp_path)
    for _ in range(8000):
        fault_log.note("window opened and closed again, as on every morning of every day")
    sizes = [path.stat().st_size for path in tmp_path.glob("readiness.log*")]
    assert len(sizes) == 3
    assert max(sizes) <= fault_log.LARGEST_BYTES


def test_where_nothing_can_be_written_nothing_is_logged(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    fault_log.keep_log(tmp_path / "file")
    fault_log.note("window opened")
