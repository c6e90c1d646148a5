"""The log on the station: the kind and place of each fault, without names."""

from __future__ import annotations

import logging
import os
import stat
import sys
import threading
from collections.abc import Callable, Iterator
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


def test_log_size_is_limited(tmp_path: Path) -> None:
    fault_log.keep_log(tmp_path)
    for _ in range(8000):
        fault_log.note("window opened and closed again, as on every morning of every day")
    sizes = [path.stat().st_size for path in tmp_path.glob("readiness.log*")]
    assert len(sizes) == 3
    assert max(sizes) <= fault_log.MAX_BYTES


def test_a_full_log_that_cannot_be_renamed_is_written_on_in(tmp_path: Path) -> None:
    """As on Windows, where nothing can be renamed or removed that another program has open."""
    log, before, oldest = (tmp_path / f"readiness.log{number}" for number in ("", ".1", ".2"))
    log.write_text("x" * fault_log.MAX_BYTES)
    before.touch()
    oldest.mkdir()  # cannot be replaced by a file
    fault_log.keep_log(tmp_path)
    fault_log.note("while it is held")
    assert "while it is held" in log.read_text("utf-8")
    oldest.rmdir()
    fault_log.note("once it is free")
    assert "once it is free" in log.read_text("utf-8")
    assert "while it is held" in before.read_text("utf-8")


def test_unwritable_folder_disables_the_log(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    fault_log.keep_log(tmp_path / "file")
    fault_log.note("window opened")


@pytest.mark.linux
@pytest.mark.parametrize("in_the_way", ["named pipe", "folder", "link to itself", "full disk"])
def test_a_log_that_cannot_be_written_costs_nothing_but_the_log(
    tmp_path: Path, in_the_way: str, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "readiness.log"
    make: dict[str, Callable[[], None]] = {
        "named pipe": lambda: os.mkfifo(file),
        "folder": file.mkdir,
        "link to itself": lambda: file.symlink_to(file),
        "full disk": lambda: file.symlink_to("/dev/full"),
    }
    make[in_the_way]()
    fault_log.keep_log(tmp_path)
    fault_log.note("window opened")
    assert fault_log.read_log(tmp_path) == ""
    assert capfd.readouterr().err == ""


@pytest.mark.linux
def test_the_log_is_its_persons_only(tmp_path: Path) -> None:
    fault_log.keep_log(tmp_path / "Readiness")
    fault_log.note("window opened")
    assert stat.S_IMODE((tmp_path / "Readiness").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "Readiness/readiness.log").stat().st_mode) == 0o600
