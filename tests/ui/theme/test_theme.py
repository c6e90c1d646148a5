"""Applying the theme: widgets are styled anew when the colours change, and only then."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from readiness.ui.theme import theme
from readiness.ui.theme.theme import Theme


class Restyled(QObject):
    """Counts how often a widget is styled."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's own name)
        self.count += event.type() is QEvent.Type.StyleChange
        return False


def test_same_colours_are_not_applied_again(qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    label, restyled = QLabel("Kamera"), Restyled()
    qtbot.addWidget(label)
    label.show()
    theme.choose_theme(Theme.LIGHT)
    theme.apply_theme(application)
    label.installEventFilter(restyled)
    try:
        theme.apply_theme(application)
        assert restyled.count == 0
        theme.choose_theme(Theme.DARK)
        theme.apply_theme(application)
        assert restyled.count > 0
    finally:
        theme.choose_theme(Theme.SYSTEM)
