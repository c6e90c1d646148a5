"""The page of step 2 appears at once: it is made when it is first asked for, with the person waiting."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from quiet_window import QuietWindow

from readiness.ui.room.question import Question
from readiness.ui.state.step import Step


class StyleChanges(QObject):
    """Counts how often each widget is styled."""

    def __init__(self) -> None:
        super().__init__()
        self.of: Counter[QWidget] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's own name)
        if event.type() is QEvent.Type.StyleChange and isinstance(watched, QWidget):
            self.of[watched] += 1
        return False


def test_widgets_are_not_styled_anew_for_each_level_above_them(qtbot: QtBot) -> None:
    window = QuietWindow(qtbot).window
    application, changes = QApplication.instance(), StyleChanges()
    assert application
    application.installEventFilter(changes)
    window.store.go(Step.ROOM)
    application.removeEventFilter(changes)
    questions = window.room.findChildren(Question)
    assert len(questions) > 10
    assert max(changes.of[each] for each in questions) <= 3, "give pages their parent before their content"
