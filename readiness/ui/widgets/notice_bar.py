"""A line for messages across the window, hidden while there are none."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from readiness.ui.state.outcome_tone import Tone
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID


class NoticeBar(QWidget):
    """Shows messages, one per line, in a tone."""

    def __init__(self, tone: Tone) -> None:
        super().__init__()
        self._label = theme.label()
        self._label.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID // 2)
        theme.set_style(self._label, tone=tone.value)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._label)

    def show_messages(self, *sentences: str) -> None:
        """Show the messages; empty ones are omitted, and without any the bar is hidden."""
        self._label.setText("\n".join(filter(None, sentences)))
        self.setVisible(bool(self._label.text()))
