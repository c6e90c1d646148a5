"""Deferred work starts after the first paint, or soon after if the window is never painted."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from readiness.ui.window.first_paint import FirstPaint


class Window(QWidget):
    painted = 0

    def paintEvent(self, _: object) -> None:  # noqa: N802  (Qt's own name)
        self.painted += 1


def test_deferred_work_starts_once_after_the_first_paint(qtbot: QtBot) -> None:
    window, painted_when_begun = Window(), []
    qtbot.addWidget(window)
    FirstPaint(window, lambda: painted_when_begun.append(window.painted))
    window.show()
    qtbot.waitUntil(lambda: bool(painted_when_begun))
    window.repaint()
    qtbot.wait(50)
    assert len(painted_when_begun) == 1
    assert painted_when_begun[0] >= 1


def test_deferred_work_starts_without_a_paint(qtbot: QtBot) -> None:
    window, begun = Window(), []
    qtbot.addWidget(window)
    FirstPaint(window, lambda: begun.append(window.painted))
    qtbot.waitUntil(lambda: bool(begun))
    assert begun == [0]
