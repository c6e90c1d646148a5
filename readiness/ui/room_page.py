"""Step 2: the checklist to the left, the sign on the door to the right."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from readiness.guideline.data import Guideline
from readiness.ui.checklist_view import ChecklistView
from readiness.ui.look import GRID
from readiness.ui.sign_panel import SignPanel
from readiness.ui.state import State
from readiness.words import Words


class RoomPage(QWidget):
    """Holds the two; without a guideline there is only the sign."""

    def __init__(self, guideline: Guideline | None) -> None:
        super().__init__()
        self.checklist = ChecklistView(guideline) if guideline else None
        self.sign = SignPanel()
        sides = QHBoxLayout(self)
        sides.setContentsMargins(0, GRID, 2 * GRID, GRID)
        sides.setSpacing(GRID)
        if self.checklist:
            sides.addWidget(self.checklist, 1)
        else:
            sides.addStretch(1)
        self.sign.setFixedWidth(40 * GRID)
        sides.addWidget(self.sign)

    def show_state(self, state: State, words: Words) -> None:
        """Show the answers so far, and every word in the right language."""
        if self.checklist:
            self.checklist.show_state(state, words)
        self.sign.show_words(words)
