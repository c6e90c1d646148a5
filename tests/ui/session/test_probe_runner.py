"""The window's probe runner with real child processes and tiny probes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import fake_device_probes
import psutil
import pytest
from fake_device_probes import CHECKS, CONNECT, CRASH, HANG, SEE, Brightness
from pytestqt.qtbot import QtBot

from readiness.model import Ended, Event, Judged, Outcome, Preview, Probe, Request
from readiness.ui.session.probe_runner import ProbeRunner

LIVE = Request(live=True)
PATIENCE_MS = 15_000


class EventLog:
    def __init__(self) -> None:
        self.events: list[Event] = []
        self.runner = ProbeRunner(CHECKS, self.events.append)

    def judged(self) -> list[Judged]:
        return [event.what for event in self.events if isinstance(event.what, Judged)]

    def ends(self) -> int:
        return sum(isinstance(event.what, Ended) for event in self.events)


@pytest.fixture
def log(qtbot: QtBot) -> Iterator[EventLog]:  # noqa: ARG001  (brings the application)
    log = EventLog()
    yield log
    log.runner.close()


def alive(process_id: int) -> bool:
    return bool(psutil.pid_exists(process_id))


def process_of(log: EventLog) -> int:
    measured = log.judged()[-1].measurement
    assert isinstance(measured, Brightness)
    assert measured.process_id is not None
    return measured.process_id


@pytest.mark.parametrize("probe", [SEE, HANG], ids=["a willing probe", "one that hangs"])
def test_closing_ends_the_child_whatever_it_does(probe: Probe, log: EventLog, qtbot: QtBot) -> None:
    log.runner.start(probe, LIVE)
    qtbot.waitUntil(lambda: bool(log.judged()), timeout=PATIENCE_MS)
    process_id = process_of(log)
    assert alive(process_id)
    log.runner.close()
    assert not alive(process_id)


def test_finished_run_signals_once(log: EventLog, qtbot: QtBot) -> None:
    log.runner.start(CONNECT, LIVE)
    qtbot.waitUntil(lambda: log.ends() == 1, timeout=PATIENCE_MS)
    assert [judged.finding.code for judged in log.judged()] == ["link.slow"]


def test_stopped_run_releases_the_device_and_sends_no_more_events(log: EventLog, qtbot: QtBot) -> None:
    log.runner.start(SEE, LIVE)
    qtbot.waitUntil(lambda: any(isinstance(event.what, Preview) for event in log.events), timeout=PATIENCE_MS)
    log.runner.stop("see")
    log.runner.stop("see")
    events_count = len(log.events)
    qtbot.waitUntil(lambda: log.ends() == 1, timeout=PATIENCE_MS)
    assert len(log.events) == events_count + 1


def test_restart_waits_for_the_device_and_uses_a_new_process(log: EventLog, qtbot: QtBot) -> None:
    log.runner.start(SEE, LIVE)
    qtbot.waitUntil(lambda: bool(log.judged()), timeout=PATIENCE_MS)
    first = process_of(log)
    log.runner.start(SEE, LIVE)
    qtbot.waitUntil(lambda: process_of(log) != first, timeout=PATIENCE_MS)
    assert not alive(first)
    assert log.ends() == 0


def test_stopping_forgets_a_restart_that_waits(log: EventLog, qtbot: QtBot) -> None:
    log.runner.start(SEE, LIVE)
    qtbot.waitUntil(lambda: bool(log.judged()), timeout=PATIENCE_MS)
    log.runner.start(SEE, LIVE)
    log.runner.stop("see")
    qtbot.waitUntil(lambda: log.ends() == 1, timeout=PATIENCE_MS)
    events_count = len(log.events)
    qtbot.wait(500)
    assert len(log.events) == events_count


def test_a_crash_is_a_finding(log: EventLog, qtbot: QtBot) -> None:
    log.runner.start(CRASH, LIVE)
    qtbot.waitUntil(lambda: log.ends() == 1, timeout=PATIENCE_MS)
    assert log.judged()[-1].finding.outcome is Outcome.NOT_ASSESSED
    assert log.judged()[-1].finding.code == "eye.crashed"


WITHOUT_THREADS = """
import threading
from fake_device_probes import CHECKS, CONNECT
from PySide6.QtCore import QCoreApplication
from readiness.model import Request
from readiness.ui.session.probe_runner import ProbeRunner

application = QCoreApplication([])
def handle(event):
    print(event.probe, type(event.what).__name__)
    application.quit()
runner = ProbeRunner(CHECKS, handle)
threading.stack_size(2**47)  # more than the address space
runner.start(CONNECT, Request())
application.exec()
runner.close()
"""


@pytest.mark.linux
def test_run_for_which_no_thread_can_be_started_has_ended() -> None:
    """Its rows would say for ever that they are being tested."""
    tests = [str(Path(fake_device_probes.__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(tests)}
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_THREADS],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout.split()) == (0, [CONNECT.name, "Ended"]), done.stderr
