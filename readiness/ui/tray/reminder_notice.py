"""The reminder itself: a small window on top of the others that takes no keyboard focus and opens no device."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from readiness.i18n import N_, Words
from readiness.ui.theme import theme
from readiness.ui.theme.accessibility import say
from readiness.ui.theme.theme import GRID
from readiness.ui.widgets.layouts import fill


class ReminderNotice(QWidget):
    """`test_requested`: the person wants to test now."""

    test_requested = Signal()

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setWindowTitle("Readiness")
        self.text = theme.heading()
        self.test, self.later = QPushButton(), QPushButton()
        theme.set_style(self.test, main=True)
        self.test.clicked.connect(self.test_requested)
        for button in (self.test, self.later):
            button.clicked.connect(self.close)
        buttons = fill(QHBoxLayout(), None, self.later, self.test, gap_px=GRID)
        self.test.setFocus()
        fill(
            QVBoxLayout(self), self.text, buttons, gap_px=2 * GRID, margins_px=(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        )

    def show_in_corner(self, at: datetime, words: Words) -> None:
        """Show when the meeting begins, in the screen's lower right corner, and announce it to screen readers."""
        self.text.setText(words(N_("The meeting begins at {time}."), {"time": f"{at.astimezone():%H:%M}"}))
        self.test.setText(words(N_("Test now")))
        self.later.setText(words(N_("Close")))
        self.resize(44 * GRID, self.sizeHint().height())
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.move(room.right() - self.width() - 3 * GRID, room.bottom() - self.height() - 6 * GRID)
        self.show()
        say(self, self.text.text())
