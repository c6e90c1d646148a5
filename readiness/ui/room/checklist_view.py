"""The checklist: three switches, and the applicable questions in groups."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from readiness.guideline.checklist import Answer, Situation
from readiness.guideline.data import Guideline
from readiness.i18n import N_, Words
from readiness.ui.room.question_group import TITLES, QuestionGroup
from readiness.ui.state.checklist_answers import repeatable
from readiness.ui.state.state import State
from readiness.ui.theme.theme import GRID
from readiness.ui.widgets.layouts import fill
from readiness.ui.widgets.page_area import PageArea
from readiness.ui.widgets.toggle_switch import ToggleSwitch

SWITCHES = {
    "distance_work": N_("I work remotely"),
    "minor": N_("The patient is a minor"),
    "without_bankid": N_("The patient is invited without BankID"),
}


class ChecklistView(PageArea):
    """Signals: `answered` (item id, answer), `group_answered`, `repeat_requested`, `meeting_type_chosen`.

    `finished`: the last open question was answered by key. `question_focused`: the given question has to be visible.
    """

    answered = Signal(str, object)
    group_answered = Signal(object)
    repeat_requested = Signal()
    meeting_type_chosen = Signal(object)
    finished = Signal()
    question_focused = Signal(QWidget)

    def __init__(self, guideline: Guideline) -> None:
        super().__init__()
        self._situation = Situation()
        self._answers: Mapping[str, Answer] = {}
        self._switches = {name: ToggleSwitch() for name in SWITCHES}
        self.repeat_button = QPushButton()
        self.repeat_button.clicked.connect(self.repeat_requested)
        self.groups = [QuestionGroup(group, guideline) for group in TITLES]
        self.questions = {name: each for group in self.groups for name, each in group.questions.items()}
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        switches = fill(QVBoxLayout(), *self._switches.values(), gap_px=GRID // 2)
        top = QHBoxLayout()
        top.addLayout(switches, 1)
        top.addWidget(self.repeat_button, 0, Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        self.set_content(inside)
        column = fill(QVBoxLayout(inside), top, gap_px=GRID // 2, margins_px=(3 * GRID, GRID, 3 * GRID, GRID))
        column.addSpacing(GRID)
        for group in self.groups:
            column.addWidget(group)
            group.setVisible(bool(group.questions or group.statements))
        column.addStretch()

    def _connect(self) -> None:
        for switch in self._switches.values():
            switch.clicked.connect(self._switched)
        for group in self.groups:
            group.all_yes.connect(lambda each=group.group: self.group_answered.emit(each))
        for name, question in self.questions.items():
            question.answered.connect(lambda answer, each=name: self.answered.emit(each, answer))
            question.advance_requested.connect(lambda each=name: self.ask_next(each))

    def show_state(self, state: State, words: Words) -> None:
        """Show the applicable questions and their answers."""
        self._situation, self._answers = state.situation, state.answers
        for name, switch in self._switches.items():
            switch.setText(words(SWITCHES[name]))
            switch.setChecked(getattr(state.situation, name))
        again = len(repeatable(state))
        self.repeat_button.setText(words(N_("As earlier today: {count} (S)"), {"count": again}))
        self.repeat_button.setVisible(again > 0)
        for group in self.groups:
            group.show_state(state, words)

    def ask(self, item_id: str) -> None:
        """Scroll to the question and focus it."""
        question = self.questions.get(item_id)
        if question:
            question.ask()
            # Answers open and close notes, so the question's position is known only after the next layout.
            QTimer.singleShot(0, self, lambda: self._bring_into_view(question))

    def _bring_into_view(self, question: QWidget) -> None:
        self.ensureWidgetVisible(question, 0, 12 * GRID)
        self.question_focused.emit(question)

    def ask_first(self) -> None:
        """Focus the first blocking question: one answered with no, else the first unanswered one."""
        refused = [name for name in self._shown() if self._answers.get(name) is Answer.NO]
        left = [name for name in self._shown() if name not in self._answers]
        if refused or left:
            self.ask((refused or left)[0])
        else:
            self.to_top()

    def ask_next(self, after: str = "") -> None:
        """Focus the next unanswered question, wrapping around to the top; emit `finished` if none is left."""
        shown = self._shown()
        start = shown.index(after) + 1 if after in shown else 0
        left = [name for name in (*shown[start:], *shown[:start]) if name not in self._answers]
        if left:
            self.ask(left[0])
        else:
            self.finished.emit()

    def _shown(self) -> list[str]:
        return [name for name, question in self.questions.items() if not question.isHidden()]

    def to_top(self) -> None:
        """Scroll to the top."""
        self.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """S answers "same as last time"."""
        if event.key() == Qt.Key.Key_S and not self.repeat_button.isHidden():
            self.repeat_requested.emit()
            self.ask_next()
        else:
            super().keyPressEvent(event)

    def _switched(self) -> None:
        switches = {name: switch.isChecked() for name, switch in self._switches.items()}
        self.meeting_type_chosen.emit(replace(self._situation, **switches))
