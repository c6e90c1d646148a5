"""The meter's word and colour, which do not flicker while somebody speaks."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from readiness.i18n import Words
from readiness.model import Level
from readiness.ui.equipment.level_meter import LevelMeter
from readiness.ui.state.level_zone import Zone
from readiness.ui.state.preview_texts import READ, SAY, SENTENCE, MeterWords

SPEECH, PAUSE, SILENCE = Level(-25.0, -15.0), Level(-50.0, -45.0), Level(-80.0, -75.0)


def meter(qtbot: QtBot) -> LevelMeter:
    made = LevelMeter()
    qtbot.addWidget(made)
    made.show_texts(MeterWords(READ, SENTENCE), Words("en"), plays=False, ready=False)
    return made


def test_word_is_that_of_the_speech_and_not_of_its_pauses(qtbot: QtBot) -> None:
    shown = meter(qtbot)
    said = []
    for _ in range(3):
        for level in (SPEECH, *[PAUSE] * 10):
            shown.show_level(level)
        shown.timer.timeout.emit()
        said.append((shown.word.text(), shown.bar.value()))
    assert said == [("Just right", Zone.RIGHT)] * 3


def test_word_follows_when_nothing_is_said(qtbot: QtBot) -> None:
    shown = meter(qtbot)
    shown.show_level(SPEECH)
    shown.timer.timeout.emit()
    for _ in range(30):
        shown.show_level(SILENCE)
    shown.timer.timeout.emit()
    shown.show_level(SILENCE)
    shown.timer.timeout.emit()
    assert shown.word.text() == "Silent"


def test_word_does_not_say_silent_beside_a_bar_that_is_green(qtbot: QtBot) -> None:
    shown = meter(qtbot)
    shown.show_level(SILENCE)
    shown.timer.timeout.emit()
    shown.show_level(SPEECH)
    assert (shown.word.text(), shown.bar.value()) == ("Just right", Zone.RIGHT)


def test_bar_is_empty_when_no_levels_come(qtbot: QtBot) -> None:
    shown = meter(qtbot)
    shown.show_level(SPEECH)
    for _ in range(2):
        shown.timer.timeout.emit()
    assert (shown.word.text(), shown.bar.zone) == ("Silent", Zone.SILENT)


def test_closed_microphone_is_silent_at_once(qtbot: QtBot) -> None:
    shown = meter(qtbot)
    shown.show_level(SPEECH)
    shown.timer.timeout.emit()
    shown.clear()
    assert shown.word.text() == "Silent"


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's own name)
        """Count a paint event."""
        self.count += event.type() is QEvent.Type.Paint
        return super().eventFilter(watched, event)


def test_level_paints_the_bar_and_nothing_behind_it(qtbot: QtBot) -> None:
    shown, of_bar, of_panel = meter(qtbot), Paints(), Paints()
    shown.show_level(SPEECH)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.bar.installEventFilter(of_bar)
    shown.installEventFilter(of_panel)
    for level in (PAUSE, PAUSE):  # the first may come together with what showing the panel has left to paint
        of_bar.count = of_panel.count = 0
        shown.show_level(level)
        qtbot.waitUntil(lambda: of_bar.count > 0)
    assert of_panel.count == 0


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("width_px", [320, 470, 700])
def test_meter_is_as_high_with_the_sentence_as_without_it(width_px: int, language: str, qtbot: QtBot) -> None:
    shown, words = meter(qtbot), Words(language)
    shown.resize(width_px, 100)
    with qtbot.waitExposed(shown):
        shown.show()
    heights = set()
    for texts in (MeterWords(READ, SENTENCE), MeterWords(SAY), MeterWords("You are heard well. Nothing is recorded.")):
        shown.show_texts(texts, words, plays=False, ready=False)
        QApplication.processEvents()
        layout = shown.layout()
        assert layout
        heights.add(layout.totalHeightForWidth(width_px))
    assert len(heights) == 1


AT_150_PERCENT = """
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from readiness.model import Level
from readiness.ui.equipment.level_meter import Bar
from readiness.ui.theme import theme

application = QApplication([])
behind = QWidget()
behind.setPalette(QPalette(QColor("#ff0000")))
bar = Bar()
bar.setParent(behind)
bar.move(8, 11)
behind.resize(200, 60)
behind.show()
QTest.qWaitForWindowExposed(behind)
for dbfs in (-60.0, -20.0, -60.0):
    bar.show_level(Level(dbfs, dbfs))
    bar.repaint()
picture = application.primaryScreen().grabWindow(behind.winId()).toImage()
ratio = picture.devicePixelRatio()
across = round((bar.x() + 9) * ratio)  # left of the green zone
edges = (round(bar.y() * ratio), round((bar.y() + bar.height()) * ratio))
colours = {picture.pixelColor(across, edge + beside).name() for edge in edges for beside in (-2, -1, 0, 1)}
print(colours == {"#ff0000", theme.colours().surface}, sorted(colours))
"""


def test_bar_paints_whole_pixels_where_its_edge_lies_within_one() -> None:
    """At 150 %, 11 pixels from the top are 16.5 of the screen's."""
    scaled = {**os.environ, "QT_SCALE_FACTOR": "1.5", "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", AT_150_PERCENT], env=scaled, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("True"), done.stdout
