"""Settings corrected from the window on a real sound server: tested again automatically, and restored."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from opened_window import open_window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sound_devices import USB_HEADSET
from sound_rig import SoundRig
from speech import RATE_HZ, noise, write_wav

from readiness.checks import microphone
from readiness.checks.registry import AT_ONCE, CheckGroup
from readiness.model import Place, Policy
from readiness.ui.equipment.check_row import CheckRow
from readiness.ui.session.system_actions import SystemActions
from readiness.ui.state.events import RowToggled
from readiness.ui.state.state import row_of
from readiness.ui.window.main_window import MainWindow

PROBE = next(each for each in AT_ONCE.probes if microphone.Measurement in each.yields)
PATIENCE_MS = 30_000


@pytest.fixture
def rig(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[SoundRig]:
    """A headset that hears a quiet room, and is muted in the system."""
    with SoundRig() as made:
        made.plug(USB_HEADSET, default=True)
        for name, value in made.environment.items():
            monkeypatch.setenv(name, value)
        made.feed(USB_HEADSET, write_wav(tmp_path / "hiss.wav", noise(90 * RATE_HZ, -50.0)))
        made.mute(USB_HEADSET)
        yield made


@pytest.fixture
def opened() -> list[Place]:
    """The system's pages that were opened."""
    return []


@pytest.fixture
def window(rig: SoundRig, opened: list[Place], qtbot: QtBot) -> Iterator[MainWindow]:
    def open_page(place: Place) -> str:
        opened.append(place)
        return ""

    made = open_window(
        qtbot,
        policy=Policy((microphone.Policy(listen_s=3),)),
        system_actions=SystemActions(places=frozenset(Place), open_place=open_page, open_meeting=str),
        at_once=CheckGroup((microphone.CHECK,), (PROBE,)),
    )
    assert rig.is_muted(USB_HEADSET)
    made.store.test_all()
    made.store.dispatch(RowToggled("microphone"))
    qtbot.waitUntil(made.equipment.rows["microphone"].details.mend.isVisible, timeout=PATIENCE_MS)
    yield made
    made.close()


def banner_text(window: MainWindow) -> str:
    row = row_of(window.store.state, "microphone")
    return row.finding.code if row.shown else ""


@pytest.mark.slow
def test_the_banner_switches_the_microphone_on_and_the_row_puts_it_back(
    window: MainWindow, rig: SoundRig, opened: list[Place], qtbot: QtBot
) -> None:
    row = window.equipment.rows["microphone"]
    assert banner_text(window) == "microphone.muted"
    assert "in the computer" in window.banner.headline.text()
    assert window.banner.button.text() == row.details.mend.text() == "Switch on the microphone"
    assert not row.details.open_place.isVisible()
    assert not row.details.undo.isVisible()

    QTest.mouseClick(window.banner.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(row.details.undo.isVisible, timeout=PATIENCE_MS)
    assert not rig.is_muted(USB_HEADSET)
    assert row.details.undo.text() == "Undo: switch the microphone off again"
    assert window.store.state.notice == "The microphone is switched on."
    qtbot.waitUntil(lambda: banner_text(window) == "microphone.no_speech", timeout=PATIENCE_MS)
    assert not row.details.mend.isVisible()

    QTest.mouseClick(row.details.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: banner_text(window) == "microphone.muted", timeout=PATIENCE_MS)
    assert rig.is_muted(USB_HEADSET)
    assert not row.details.undo.isVisible()
    assert not opened


@pytest.mark.slow
def test_confirmation_goes_when_somebody_mutes_the_microphone_again(
    window: MainWindow, rig: SoundRig, qtbot: QtBot
) -> None:
    QTest.mouseClick(window.banner.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: banner_text(window) == "microphone.no_speech", timeout=PATIENCE_MS)
    assert window.store.state.notice == "The microphone is switched on."
    rig.mute(USB_HEADSET)
    qtbot.waitUntil(lambda: banner_text(window) == "microphone.muted", timeout=PATIENCE_MS)
    assert window.store.state.notice == ""


def turned_down(window: MainWindow, rig: SoundRig, qtbot: QtBot) -> CheckRow:
    """Turn the microphone down so far that nothing is heard; return its row, which offers to raise it."""
    row = window.equipment.rows["microphone"]
    rig.set_level(USB_HEADSET, 0.12)
    rig.mute(USB_HEADSET, muted=False)
    qtbot.waitUntil(lambda: banner_text(window) == "microphone.silent", timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: row.details.mend.text() == "Raise the microphone's volume", timeout=PATIENCE_MS)
    return row


@pytest.mark.slow
def test_volume_that_was_set_by_hand_meanwhile_stays_and_that_is_told(
    window: MainWindow, rig: SoundRig, qtbot: QtBot
) -> None:
    row = turned_down(window, rig, qtbot)
    QTest.mouseClick(row.details.mend, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(row.details.undo.isVisible, timeout=PATIENCE_MS)
    rig.set_level(USB_HEADSET, 0.8)
    QTest.mouseClick(row.details.undo, Qt.MouseButton.LeftButton)
    told = "The volume has been changed since, and stays."
    qtbot.waitUntil(lambda: window.store.state.notice == told, timeout=PATIENCE_MS)
    assert rig.level_db(USB_HEADSET) == pytest.approx(-5.8, abs=0.2)
    assert not row.details.undo.isVisible()


@pytest.mark.slow
def test_microphone_that_vanished_before_undo_is_told_and_can_be_undone_when_it_is_back(
    window: MainWindow, rig: SoundRig, opened: list[Place], qtbot: QtBot
) -> None:
    row = window.equipment.rows["microphone"]
    QTest.mouseClick(row.details.mend, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(row.details.undo.isVisible, timeout=PATIENCE_MS)
    rig.unplug(USB_HEADSET)
    QTest.mouseClick(row.details.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(opened), timeout=PATIENCE_MS)
    assert window.store.state.notice == "It could not be changed here. Change it in the sound settings."
    assert row.details.undo.isVisible()
    rig.plug(USB_HEADSET, default=True)
    QTest.mouseClick(row.details.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.store.state.notice == "The change is undone.", timeout=PATIENCE_MS)
    assert rig.is_muted(USB_HEADSET)
    assert not row.details.undo.isVisible()


@pytest.mark.slow
def test_volume_at_which_nothing_is_heard_is_raised_and_put_back(
    window: MainWindow, rig: SoundRig, qtbot: QtBot
) -> None:
    row = turned_down(window, rig, qtbot)

    QTest.mouseClick(row.details.mend, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: banner_text(window) == "microphone.no_speech", timeout=PATIENCE_MS)
    assert rig.level_db(USB_HEADSET) == pytest.approx(0, abs=0.1)
    assert row.details.undo.text() == "Undo: lower the volume again"

    QTest.mouseClick(row.details.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: banner_text(window) == "microphone.silent", timeout=PATIENCE_MS)
    assert rig.level_db(USB_HEADSET) == pytest.approx(-55, abs=0.5)


@pytest.mark.slow
def test_impossible_mend_opens_the_settings_page_with_a_notice(
    window: MainWindow, rig: SoundRig, opened: list[Place], qtbot: QtBot
) -> None:
    row = window.equipment.rows["microphone"]
    rig.unplug(USB_HEADSET)
    window.store.mends.mend("microphone")
    qtbot.waitUntil(lambda: bool(opened), timeout=PATIENCE_MS)
    assert opened == [Place.SOUND]
    assert window.store.state.notice == "It could not be changed here. Change it in the sound settings."
    assert not row.details.mend.isVisible()
    assert not row.details.undo.isVisible()


def test_microphone_that_another_program_mutes_again_at_once_is_not_said_to_be_on(
    window: MainWindow, rig: SoundRig, opened: list[Place], qtbot: QtBot
) -> None:
    muting = f"while pactl set-source-mute {USB_HEADSET.source} 1; do :; done"
    with subprocess.Popen(["/bin/sh", "-c", muting], env=os.environ | rig.environment) as other:
        try:
            window.store.mends.mend("microphone")
            qtbot.waitUntil(lambda: bool(opened), timeout=PATIENCE_MS)
        finally:
            other.kill()
    assert window.store.state.notice == "It could not be changed here. Change it in the sound settings."
    assert banner_text(window) == "microphone.muted"
    assert not window.equipment.rows["microphone"].details.undo.isVisible()
