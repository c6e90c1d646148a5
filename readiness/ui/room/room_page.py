"""Step 2: the checklist to the left, the sign on the door to the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from readiness.guideline.data import Guideline
from readiness.i18n import N_, Words
from readiness.ui.room.checklist_view import ChecklistView
from readiness.ui.sign.sign_panel import SignPanel
from readiness.ui.state.events import Answered, GroupAnswered, MeetingTypeChanged, RepeatedAnswers
from readiness.ui.state.state import State
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID, Size
from readiness.ui.widgets.split_view import SplitView

NO_QUESTIONS = N_("The questions about the room and you cannot be shown. The sign works.")

QUESTIONS_PX = 132 * GRID
"""Maximum width of the questions, so that each stays close to its buttons on a large screen."""


class RoomPage(QWidget):
    """Checklist and door sign; without a guideline, a message and the sign. `unit` and `room` are shown on the sign.

    `event_raised` is emitted with a `WindowEvent` for each answer.
    """

    event_raised = Signal(object)

    def __init__(
        self, guideline: Guideline | None, unit: str = "", room: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.checklist = ChecklistView(guideline) if guideline else None
        self.sign = SignPanel(unit, room)
        self._missing = theme.label(Size.TITLE)
        self._missing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._missing.setContentsMargins(4 * GRID, 0, 4 * GRID, 0)
        if self.checklist:
            self.checklist.answered.connect(lambda item, answer: self.event_raised.emit(Answered(item, answer)))
            self.checklist.group_answered.connect(lambda group: self.event_raised.emit(GroupAnswered(group)))
            self.checklist.repeat_requested.connect(lambda: self.event_raised.emit(RepeatedAnswers()))
            self.checklist.meeting_type_chosen.connect(
                lambda situation: self.event_raised.emit(MeetingTypeChanged(situation))
            )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        split = SplitView(self.checklist or self._missing, self.sign, main_px=QUESTIONS_PX, parent=self)
        whole.addWidget(split)
        if self.checklist:
            self.checklist.question_focused.connect(lambda question: split.ensureWidgetVisible(question, 0, 4 * GRID))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """D focuses the door sign."""
        if event.key() == Qt.Key.Key_D:
            self.sign.language.setFocus()
        else:
            super().keyPressEvent(event)

    def show_state(self, state: State, words: Words) -> None:
        """Show the answers, and all texts in the language of `words`."""
        if self.checklist:
            self.checklist.show_state(state, words)
        self._missing.setText(words(NO_QUESTIONS))
        self.sign.retranslate(words)
