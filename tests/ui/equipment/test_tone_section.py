"""The tone on each side: played on request, followed by a question; a negative answer shows a remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from fake_audio_probes import JABRA, cannot_play, never_ends, plug, tones
from fake_device_probes import seconds
from opened_window import open_window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from readiness.checks import headset, playback, side_tones
from readiness.checks.headset.measure import measure
from readiness.checks.registry import CheckGroup
from readiness.host.audio.endpoint import AudioEndpoint
from readiness.i18n import Words
from readiness.model import Probe, ProbeMessage, Request
from readiness.ui.equipment.tone_section import ToneSection
from readiness.ui.state.check_rows import RowState
from readiness.ui.state.events import RowToggled
from readiness.ui.state.state import ProbeStatus, State, row_of
from readiness.ui.window.main_window import MainWindow

pytestmark = pytest.mark.slow

PATIENCE_MS = 15_000

Run = Callable[[Request], Iterator[ProbeMessage]]


def probe(name: str, run: Run, *yields: type) -> Probe:
    return Probe(name=name, run=run, yields=yields, deadline_s=seconds)


def opened(qtbot: QtBot, play: Run) -> MainWindow:
    """A window with the headset's row open."""
    window = open_window(
        qtbot,
        at_once=CheckGroup((headset.CHECK,), (probe("headset", plug, headset.Measurement),)),
        on_request=CheckGroup(probes=(probe(side_tones.PROBE.name, play),)),
    )
    window.store.test_all()
    qtbot.waitUntil(lambda: row_of(window.store.state, "headset").shown is not None, timeout=PATIENCE_MS)
    window.store.dispatch(RowToggled("headset"))
    return window


def section(window: MainWindow) -> ToneSection:
    (part,) = (part for part in window.equipment.rows["headset"].details.parts if isinstance(part, ToneSection))
    return part


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def question_shown(qtbot: QtBot, window: MainWindow) -> ToneSection:
    part = section(window)
    click(part.button)
    qtbot.waitUntil(part.yes.isVisible, timeout=PATIENCE_MS)
    return part


@pytest.fixture
def window(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[MainWindow]:
    made = opened(qtbot, getattr(request, "param", tones))
    yield made
    made.close()


def test_question_appears_only_after_the_tone(window: MainWindow) -> None:
    assert section(window).button.isEnabled()
    assert not section(window).yes.isVisible()
    assert not section(window).result.isVisible()


@pytest.mark.parametrize(
    ("muted", "level", "says"),
    [
        (False, 0.35, "The computer's volume is 35 %."),
        (True, 0.35, "The computer's sound is turned off."),
        (False, 0.0, "The computer's sound is turned off."),
        (None, None, ""),
    ],
)
def test_volume_of_the_system_is_shown(qtbot: QtBot, *, muted: bool | None, level: float | None, says: str) -> None:
    ears = AudioEndpoint(name="Ears", id="o", direction="output", is_default=True, muted=muted, level=level)
    part = ToneSection()
    qtbot.addWidget(part)
    row = RowState(check=headset.CHECK, probe="headset", latest=measure((JABRA, ears)))
    works = {side_tones.PROBE.name: ProbeStatus(probe=side_tones.PROBE, deadline_s=20, on_request=True)}
    part.show_row(State(rows=(row,), probes=works), row, Words("en"))
    assert (part.volume.text() if part.volume.isVisibleTo(part) else "") == says


def test_negative_answer_shows_the_remedy(window: MainWindow, qtbot: QtBot) -> None:
    part = question_shown(qtbot, window)
    click(part.no)
    assert part.result.isVisible()
    assert part.result.text() == (
        "The tone was not heard on both sides. Choose the headset for sound, or raise the computer's volume."
    )
    assert part.result.accessibleName().startswith("Remark: ")
    assert not part.yes.isVisible()


def test_negative_answer_is_a_remark_until_the_next_tone(window: MainWindow, qtbot: QtBot) -> None:
    def code() -> str:
        return row_of(window.store.state, "headset").finding.code

    assert code() == "headset.ok"
    part = question_shown(qtbot, window)
    click(part.no)
    qtbot.waitUntil(lambda: code() == "headset.tone_not_heard", timeout=PATIENCE_MS)
    click(part.button)
    qtbot.waitUntil(lambda: code() == "headset.ok" and part.yes.isVisible(), timeout=PATIENCE_MS)


def test_positive_answer_is_confirmed_and_asked_again_after_the_next_tone(window: MainWindow, qtbot: QtBot) -> None:
    part = question_shown(qtbot, window)
    click(part.yes)
    assert part.result.text() == "You heard the tone on both sides."
    assert QApplication.focusWidget() is part.button
    question_shown(qtbot, window)
    assert not part.result.isVisible()


def test_testing_everything_again_forgets_the_answer(window: MainWindow, qtbot: QtBot) -> None:
    part = question_shown(qtbot, window)
    click(part.no)
    window.store.test_all()
    qtbot.waitUntil(lambda: not part.result.isVisible(), timeout=PATIENCE_MS)
    assert not part.yes.isVisible()


@pytest.mark.parametrize("window", [never_ends], indirect=True)
def test_stopped_tone_asks_nothing(window: MainWindow, qtbot: QtBot) -> None:
    part = section(window)
    click(part.button)
    qtbot.waitUntil(lambda: window.store.state.probes[side_tones.PROBE.name].running, timeout=PATIENCE_MS)
    assert part.button.text() == "Stop"
    click(part.button)
    qtbot.waitUntil(lambda: not window.store.state.probes[side_tones.PROBE.name].running, timeout=PATIENCE_MS)
    assert not part.yes.isVisible()
    assert part.button.text() == "Play a tone on each side"


@pytest.mark.parametrize("window", [cannot_play], indirect=True)
def test_failed_tone_asks_nothing(window: MainWindow, qtbot: QtBot) -> None:
    click(section(window).button)
    qtbot.waitUntil(lambda: window.store.state.notice == playback.CANNOT_PLAY, timeout=PATIENCE_MS)
    assert not section(window).yes.isVisible()
