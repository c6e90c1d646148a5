"""The engine on the real runner: real child processes, tiny probes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from acting_probes import CHECKS, CONNECT, CRASH, HANG, SEE, Seen
from pytestqt.qtbot import QtBot

from readiness.model import Ended, Event, Judged, Outcome, Preview, Probe, Request
from readiness.ui.session.probe_runner import ProbeRunner

LIVE = Request(live=True)
PATIENCE_MS = 15_000


class LocalizedText:
    def __init__(self) -> None:
        self.events: list[Event] = []
        self.engine = ProbeRunner(CHECKS, self.events.append)

    def judged(self) -> list[Judged]:
        return [event.what for event in self.events if isinstance(event.what, Judged)]

    def ends(self) -> int:
        return sum(isinstance(event.what, Ended) for event in self.events)


@pytest.fixture
def told(qtbot: QtBot) -> Iterator[LocalizedText]:  # noqa: ARG001  (brings the application)
    made = LocalizedText()
    yield made
    made.engine.close()


def alive(process_id: int) -> bool:
    from pathlib import Path

    return Path(f"/proc/{process_id}").exists()


def process_of(told: LocalizedText) -> int:
    measured = told.judged()[-1].measurement
    assert isinstance(measured, Seen)
    assert measured.process_id is not None
    return measured.process_id


@pytest.mark.parametrize("probe", [SEE, HANG], ids=["a willing probe", "one that hangs"])
def test_closing_ends_the_child_whatever_it_does(probe: Probe, told: LocalizedText, qtbot: QtBot) -> None:
    told.engine.start(probe, LIVE)
    qtbot.waitUntil(lambda: bool(told.judged()), timeout=PATIENCE_MS)
    process_id = process_of(told)
    assert alive(process_id)
    told.engine.close()
    assert not alive(process_id)


def test_a_run_that_is_over_tells_so_once(told: LocalizedText, qtbot: QtBot) -> None:
    told.engine.start(CONNECT, LIVE)
    qtbot.waitUntil(lambda: told.ends() == 1, timeout=PATIENCE_MS)
    assert [judged.finding.code for judged in told.judged()] == ["link.slow"]


def test_stopping_frees_the_device_and_nothing_more_is_said(told: LocalizedText, qtbot: QtBot) -> None:
    told.engine.start(SEE, LIVE)
    qtbot.waitUntil(lambda: any(isinstance(event.what, Preview) for event in told.events), timeout=PATIENCE_MS)
    told.engine.stop("see")
    told.engine.stop("see")
    heard = len(told.events)
    qtbot.waitUntil(lambda: told.ends() == 1, timeout=PATIENCE_MS)
    assert len(told.events) == heard + 1


def test_starting_again_waits_for_the_device_and_is_another_child(told: LocalizedText, qtbot: QtBot) -> None:
    told.engine.start(SEE, LIVE)
    qtbot.waitUntil(lambda: bool(told.judged()), timeout=PATIENCE_MS)
    first = process_of(told)
    told.engine.start(SEE, LIVE)
    qtbot.waitUntil(lambda: process_of(told) != first, timeout=PATIENCE_MS)
    assert not alive(first)
    assert told.ends() == 0


def test_stopping_forgets_a_restart_that_waits(told: LocalizedText, qtbot: QtBot) -> None:
    told.engine.start(SEE, LIVE)
    qtbot.waitUntil(lambda: bool(told.judged()), timeout=PATIENCE_MS)
    told.engine.start(SEE, LIVE)
    told.engine.stop("see")
    qtbot.waitUntil(lambda: told.ends() == 1, timeout=PATIENCE_MS)
    heard = len(told.events)
    qtbot.wait(500)
    assert len(told.events) == heard


def test_a_crash_is_a_finding(told: LocalizedText, qtbot: QtBot) -> None:
    told.engine.start(CRASH, LIVE)
    qtbot.waitUntil(lambda: told.ends() == 1, timeout=PATIENCE_MS)
    assert told.judged()[-1].finding.outcome is Outcome.NOT_ASSESSED
    assert told.judged()[-1].finding.code == "eye.crashed"
