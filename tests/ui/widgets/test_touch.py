"""A finger on a touch screen scrolls what it drags, and presses what it taps."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from pytestqt.qtbot import QtBot
from quiet_window import QuietWindow

from readiness.guideline.checklist import Answer
from readiness.ui.help.reading_dialog import ReadingDialog
from readiness.ui.state.step import Step

STEP_PX, STEP_MS = 10, 10


@pytest.fixture
def finger(qapp: QApplication) -> QPointingDevice:
    assert qapp, "Qt must have begun"
    return QTest.createTouchDevice()


def drag(finger: QPointingDevice, window: QWidget, start: QPoint, up_px: int = 0) -> None:
    """Press at `start`, move up, and release; what takes no time has no speed, and is no movement."""
    QTest.touchEvent(window, finger).press(0, start, window)
    for moved in range(STEP_PX, up_px + 1, STEP_PX):
        QTest.qWait(STEP_MS)
        QTest.touchEvent(window, finger).move(0, start - QPoint(0, moved), window)
    QTest.qWait(STEP_MS)
    QTest.touchEvent(window, finger).release(0, start - QPoint(0, up_px), window)
    QApplication.processEvents()


@pytest.mark.parametrize("width_px", [800, 1240])
def test_a_finger_scrolls_the_questions_and_answers_them(qtbot: QtBot, finger: QPointingDevice, width_px: int) -> None:
    desk = QuietWindow(qtbot, size=(width_px, 600))
    window = desk.window
    window.store.go(Step.ROOM)
    QApplication.processEvents()
    assert window.room.checklist
    yes = next(iter(window.room.checklist.questions.values())).buttons[Answer.YES]
    at = yes.mapTo(window, yes.rect().center())
    drag(finger, window, at, up_px=150)
    assert yes.mapTo(window, yes.rect().center()).y() < at.y() - 50
    assert not window.store.state.answers, "what is dragged is not pressed"
    drag(finger, window, yes.mapTo(window, yes.rect().center()))
    assert Answer.YES in window.store.state.answers.values()


def test_a_finger_scrolls_the_help(qtbot: QtBot, finger: QPointingDevice) -> None:
    desk = QuietWindow(qtbot)
    desk.window.help()
    (dialog,) = (each for each in desk.window.findChildren(ReadingDialog) if each.isVisible())
    page: QAbstractScrollArea = dialog.page
    before = page.verticalScrollBar().value()
    drag(finger, dialog, page.mapTo(dialog, page.rect().center()), up_px=150)
    assert page.verticalScrollBar().value() > before + 50
    dialog.close()
