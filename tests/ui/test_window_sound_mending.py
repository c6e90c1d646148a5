"""The meeting's sound, muted in the system: turned on from the window on a real sound server, and off again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from opened_window import open_window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sound_devices import EARPHONE, USB_HEADSET
from sound_rig import SoundRig

from readiness.checks import headset
from readiness.checks.headset.measure import measure
from readiness.checks.mends import MendPolicy
from readiness.checks.registry import AT_ONCE, CheckGroup
from readiness.host.audio.endpoints import list_endpoints
from readiness.model import Policy
from readiness.ui.state.events import RowToggled
from readiness.ui.state.state import row_of
from readiness.ui.window.main_window import MainWindow

PROBE = next(each for each in AT_ONCE.probes if headset.Measurement in each.yields)
PATIENCE_MS = 30_000
pytestmark = pytest.mark.usefixtures("rig")


@pytest.fixture
def rig(monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundRig]:
    """A headset whose sound is muted in the system."""
    with SoundRig() as made:
        made.plug(USB_HEADSET, default=True)
        made.plug(EARPHONE, default=True)
        for name, value in made.environment.items():
            monkeypatch.setenv(name, value)
        made.mute_output(EARPHONE)
        yield made


@pytest.fixture
def window(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[MainWindow]:
    allowed: MendPolicy = getattr(request, "param", MendPolicy())
    made = open_window(
        qtbot, policy=Policy((headset.Policy(), allowed)), at_once=CheckGroup((headset.CHECK,), (PROBE,))
    )
    made.store.test_all()
    made.store.dispatch(RowToggled("headset"))
    qtbot.waitUntil(lambda: finding_code(made) == "headset.output_muted", timeout=PATIENCE_MS)
    yield made
    made.close()


def finding_code(window: MainWindow) -> str:
    row = row_of(window.store.state, "headset")
    return row.finding.code if row.shown else ""


def output_is_muted() -> bool:
    return measure(list_endpoints()).output_muted is True


@pytest.mark.slow
def test_sound_is_turned_on_and_off_again(window: MainWindow, qtbot: QtBot) -> None:
    details = window.equipment.rows["headset"].details
    qtbot.waitUntil(details.mend.isVisible, timeout=PATIENCE_MS)
    assert details.mend.text() == "Turn on the sound"
    QTest.mouseClick(details.mend, Qt.MouseButton.LeftButton)
    QTest.mouseClick(details.mend, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: finding_code(window) == "headset.ok", timeout=PATIENCE_MS)
    assert not output_is_muted()
    assert details.undo.text() == "Undo: turn the sound off again"
    assert len(window.store.state.undos["headset"]) == 1

    QTest.mouseClick(details.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: finding_code(window) == "headset.output_muted", timeout=PATIENCE_MS)
    assert output_is_muted()
    assert not details.undo.isVisible()


def test_sound_that_went_away_meanwhile_is_told_and_changes_nothing(
    window: MainWindow, rig: SoundRig, qtbot: QtBot
) -> None:
    details = window.equipment.rows["headset"].details
    qtbot.waitUntil(details.mend.isVisible, timeout=PATIENCE_MS)
    QTest.mouseClick(details.mend, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(details.undo.isVisible, timeout=PATIENCE_MS)
    rig.unplug(EARPHONE)
    QTest.mouseClick(details.undo, Qt.MouseButton.LeftButton)
    told = "It could not be changed here. Change it in the sound settings."
    qtbot.waitUntil(lambda: window.store.state.notice == told, timeout=PATIENCE_MS)
    assert details.undo.isVisible(), "it can be tried again when the headset is back"
    assert not any(each.possible is False for each in window.store.state.mend_offers.values())


@pytest.mark.parametrize("window", [MendPolicy(allowed=("unmute", "level"))], indirect=True)
def test_sound_that_may_not_be_turned_on_has_no_button(window: MainWindow) -> None:
    details = window.equipment.rows["headset"].details
    assert not details.mend.isVisible()
    assert details.open_place.isVisible()
