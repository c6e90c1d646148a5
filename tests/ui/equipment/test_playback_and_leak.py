"""Hearing oneself and the leak test: they run when a person wants it, one at a time, and never beside a meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from fake_audio_probes import VOICE, cannot_play, leaks, never_ends, play, plug, speak
from fake_device_probes import seconds
from opened_window import open_window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from readiness.checks import headset, leak, microphone, playback
from readiness.checks.registry import CheckGroup
from readiness.model import Outcome, Probe, ProbeMessage, Request
from readiness.ui.equipment.leak_section import LeakSection
from readiness.ui.state.events import MeetingRequested, ProbeRequested, RowToggled
from readiness.ui.state.state import finding_of, findings, row_of
from readiness.ui.state.step import Step
from readiness.ui.window.main_window import MainWindow

pytestmark = pytest.mark.slow

PATIENCE_MS = 15_000


def probe(name: str, run: Callable[[Request], Iterator[ProbeMessage]], *yields: type) -> Probe:
    return Probe(name=name, run=run, yields=yields, deadline_s=seconds)


@pytest.fixture
def window(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[MainWindow]:
    plays, listens = getattr(request, "param", (play, leaks))
    made = open_window(
        qtbot,
        at_once=CheckGroup(
            (headset.CHECK, microphone.CHECK),
            (probe("headset", plug, headset.Measurement), probe("microphone", speak, microphone.Measurement)),
        ),
        on_request=CheckGroup((leak.CHECK,), (probe("leak", listens, leak.Measurement), probe("playback", plays))),
    )
    made.store.test_all()
    qtbot.waitUntil(
        lambda: made.store.state.heard is not None and all(each.shown for each in made.store.state.rows), timeout=60_000
    )
    made.store.dispatch(RowToggled("headset"))
    made.store.dispatch(RowToggled("microphone"))
    yield made
    made.close()


def listen(window: MainWindow) -> QPushButton:
    return window.equipment.meter.listen


def leak_test(window: MainWindow) -> LeakSection:
    (part,) = (part for part in window.equipment.rows["headset"].details.parts if isinstance(part, LeakSection))
    return part


def running(window: MainWindow) -> set[str]:
    return {name for name, status in window.store.state.probes.items() if status.running}


def test_playback_starts_and_stops_and_keeps_the_result(window: MainWindow, qtbot: QtBot) -> None:
    QTest.mouseClick(listen(window), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.store.state.probes["playback"].holds_device, timeout=PATIENCE_MS)
    assert running(window) == {"headset", "playback"}
    assert not leak_test(window).button.isEnabled()
    assert row_of(window.store.state, "microphone").finding.code == "microphone.ok"
    QTest.mouseClick(listen(window), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.store.state.probes["microphone"].holds_device, timeout=PATIENCE_MS)
    assert running(window) == {"headset", "microphone"}
    assert window.store.state.heard == VOICE
    assert row_of(window.store.state, "microphone").finding.code == "microphone.ok"


def test_playback_stops_with_the_step_and_does_not_restart(window: MainWindow, qtbot: QtBot) -> None:
    window.store.dispatch(ProbeRequested("playback"))
    qtbot.waitUntil(lambda: window.store.state.probes["playback"].holds_device, timeout=PATIENCE_MS)
    window.store.go(Step.ROOM)
    qtbot.waitUntil(lambda: "playback" not in running(window), timeout=PATIENCE_MS)
    window.store.go(Step.EQUIPMENT)
    qtbot.waitUntil(lambda: window.store.state.probes["microphone"].holds_device, timeout=PATIENCE_MS)
    assert "playback" not in running(window)


@pytest.mark.parametrize("window", [(play, leaks), (play, never_ends)], indirect=True, ids=["done", "under way"])
def test_opening_the_meeting_releases_all_sound_devices(window: MainWindow, qtbot: QtBot) -> None:
    window.store.dispatch(ProbeRequested("leak"))
    qtbot.waitUntil(lambda: "leak" in running(window), timeout=PATIENCE_MS)
    window.store.dispatch(MeetingRequested(now=True))
    qtbot.waitUntil(lambda: window.store.state.meeting_open, timeout=PATIENCE_MS)
    assert not running(window)
    assert window.store.state.heard is None


@pytest.mark.parametrize("window", [(cannot_play, leaks)], indirect=True)
def test_failed_playback_is_reported(window: MainWindow, qtbot: QtBot) -> None:
    QTest.mouseClick(listen(window), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.store.state.notice == playback.CANNOT_PLAY, timeout=PATIENCE_MS)
    assert listen(window).isEnabled()


def test_a_leak_is_shown_in_the_row_and_is_a_remark(window: MainWindow, qtbot: QtBot) -> None:
    assert leak_test(window).button.isEnabled()
    assert not any(each.check == "leak" for each in findings(window.store.state))
    QTest.mouseClick(leak_test(window).button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: finding_of(window.store.state, "leak") is not None and not window.store.state.requested_probe,
        timeout=60_000,
    )
    (found,) = (each for each in findings(window.store.state) if each.check == "leak")
    assert (found.code, found.outcome) == ("leak.heard", Outcome.WARN)
    assert leak_test(window).result.text() == "The sound can be heard in the room. Choose the headset as output."
    assert leak_test(window).result.isVisible()
    qtbot.waitUntil(lambda: "microphone" in running(window), timeout=PATIENCE_MS)


def test_testing_everything_again_forgets_the_leak(window: MainWindow, qtbot: QtBot) -> None:
    window.store.dispatch(ProbeRequested("leak"))
    qtbot.waitUntil(lambda: finding_of(window.store.state, "leak") is not None, timeout=PATIENCE_MS)
    window.store.test_all()
    assert finding_of(window.store.state, "leak") is None


def test_playback_needs_a_recorded_voice(window: MainWindow, qtbot: QtBot) -> None:
    window.store.dispatch(ProbeRequested("playback"))
    window.store.go(Step.START)
    window.store.prepare_next()
    assert window.store.state.heard is None
    assert not listen(window).isEnabled()
    qtbot.waitUntil(lambda: window.store.state.heard is not None, timeout=PATIENCE_MS)
    assert listen(window).isEnabled()
