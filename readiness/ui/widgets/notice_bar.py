"""A line across the window that says something in passing, and is not there when nothing is to be said."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from readiness.ui.state.outcome_tone import Tone
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID


class NoticeBar(QWidget):
    """One sentence or several, each on a line of its own, in a tone."""

    def __init__(self, tone: Tone) -> None:
        super().__init__()
        self._told = theme.label()
        self._told.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID // 2)
        theme.set_style(self._told, tone=tone.value)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._told)

    def say(self, *sentences: str) -> None:
        """Show these; empty ones are left out, and without any the line is gone."""
        self._told.setText("\n".join(filter(None, sentences)))
        self.setVisible(bool(self._told.text()))
