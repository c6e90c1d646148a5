"""Step 2: the checklist to the left, the sign on the door to the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from readiness.guideline.data import Guideline
from readiness.ui.checklist_view import ChecklistView
from readiness.ui.happenings import Answered, AnsweredGroup, Repeated, Situated
from readiness.ui.look import GRID
from readiness.ui.sign_panel import SignPanel
from readiness.ui.state import State
from readiness.words import Words


class RoomPage(QWidget):
    """Holds the two; without a guideline there is only the sign. `unit` is what the policy calls the clinic.

    `wished` is what the person answers, as the window hears it.
    """

    wished = Signal(object)

    def __init__(self, guideline: Guideline | None, unit: str = "") -> None:
        super().__init__()
        self.checklist = ChecklistView(guideline) if guideline else None
        self.sign = SignPanel(unit)
        sides = QHBoxLayout(self)
        sides.setContentsMargins(0, GRID, GRID, GRID)
        sides.setSpacing(GRID)
        if self.checklist:
            self.checklist.answered.connect(lambda item, answer: self.wished.emit(Answered(item, answer)))
            self.checklist.group_answered.connect(lambda group: self.wished.emit(AnsweredGroup(group)))
            self.checklist.repeated.connect(lambda: self.wished.emit(Repeated()))
            self.checklist.situated.connect(lambda situation: self.wished.emit(Situated(situation)))
            sides.addWidget(self.checklist, 1)
        else:
            sides.addStretch(1)
        area = QScrollArea()
        area.setWidget(self.sign)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedWidth(41 * GRID)
        sides.addWidget(area)

    def show_state(self, state: State, words: Words) -> None:
        """Show the answers so far, and every word in the right language."""
        if self.checklist:
            self.checklist.show_state(state, words)
        self.sign.show_words(words)
