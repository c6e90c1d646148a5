"""The questions of one group under its title, and the group's notes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from readiness.guideline.checklist import items_for
from readiness.guideline.data import Group, Guideline
from readiness.i18n import N_, Words
from readiness.ui.room.question import Question
from readiness.ui.state.checklist_answers import left_in
from readiness.ui.state.state import State
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID, Size
from readiness.ui.widgets.collapsible import Collapsible
from readiness.ui.widgets.guideline_note import GuidelineNote
from readiness.ui.widgets.layouts import fill

TITLES = {
    Group.PATIENT: N_("The patient"),
    Group.ROOM: N_("The room"),
    Group.YOU: N_("You"),
    Group.RESPONSIBILITY: N_("Responsibility"),
}
"""Groups in the checklist. Equipment is tested in step 1, and the others belong to step 3."""


class QuestionGroup(QWidget):
    """`all_yes` is emitted when the person answers yes to all open questions."""

    all_yes = Signal()

    def __init__(self, group: Group, guideline: Guideline) -> None:
        super().__init__()
        self.group = group
        self._guideline = guideline
        self._title = theme.heading()
        self.yes_button = QPushButton()
        theme.set_style(self.yes_button, quiet=True)
        self.yes_button.clicked.connect(self.all_yes)
        stay = self.yes_button.sizePolicy()
        stay.setRetainSizeWhenHidden(True)
        self.yes_button.setSizePolicy(stay)
        items = [item for item in guideline.items if item.group is group and not item.checks]
        self.questions = {item.id: Question(item, guideline.why(item)) for item in items if item.asked}
        notes = [item for item in items if not item.asked]
        self.statements = {item.id: GuidelineNote(item, guideline.why(item), Size.SMALL) for item in notes}
        self.more = Collapsible(tuple(self.statements.values()))
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.yes_button)
        fill(QVBoxLayout(self), head, *self.questions.values(), self.more, margins_px=(0, 0, 0, GRID))
        for question in self.questions.values():
            question.group_answered.connect(self.all_yes)

    def show_state(self, state: State, words: Words) -> None:
        """Show the applicable items and their answers."""
        applying = {item.id for item in items_for(self._guideline, state.situation)}
        left = left_in(state, self.group)
        self._title.setText(words(TITLES[self.group]))
        self.yes_button.setText(words(N_("Yes to all {count} (Shift+Y)"), {"count": len(left)}))
        self.yes_button.setAccessibleName(f"{self._title.text()}: {self.yes_button.text()}")
        self.yes_button.setVisible(len(left) > 1)
        for name, question in self.questions.items():
            question.setVisible(name in applying)
            question.show_answer(state, words)
        for name, statement in self.statements.items():
            statement.setVisible(name in applying)
            statement.retranslate(words)
        notes = sum(name in applying for name in self.statements)
        self.more.show_title(words(N_("Good to know ({count})"), {"count": notes}))
        self.more.setVisible(notes > 0)
