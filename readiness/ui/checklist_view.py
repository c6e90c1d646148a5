"""The checklist: three switches, and the questions that apply, in groups."""

from __future__ import annotations

from dataclasses import replace
from itertools import dropwhile, islice

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from readiness.guideline.checklist import Answer, Situation, items_for
from readiness.guideline.data import Group, Guideline, Item
from readiness.model import Outcome
from readiness.ui import look
from readiness.ui.look import GRID, Size
from readiness.ui.question import Question
from readiness.ui.state import State
from readiness.ui.switch import Switch
from readiness.words import N_, Words

GROUPS = {
    Group.PATIENT: N_("The patient"),
    Group.ROOM: N_("The room"),
    Group.YOU: N_("You"),
    Group.RESPONSIBILITY: N_("Responsibility"),
}
"""Groups shown here. Equipment is tested in the first step, and the rest belongs to the third."""

SWITCHES = {
    "distance_work": N_("I work from a distance"),
    "minor": N_("The patient is a minor"),
    "without_bankid": N_("The patient is invited without BankID"),
}


class ChecklistView(QScrollArea):
    """`answered` (item id, answer) and `situated` say what the person did."""

    answered = Signal(str, object)
    situated = Signal(object)

    def __init__(self, guideline: Guideline) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._guideline = guideline
        self._situation = Situation()
        self._switches = {name: Switch() for name in SWITCHES}
        self._titles: dict[Group, QLabel] = {}
        self.questions: dict[str, Question] = {}
        self._facts: dict[str, QLabel] = {}
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        self._column.setSpacing(GRID // 2)
        for switch in self._switches.values():
            switch.clicked.connect(self._switched)
            self._column.addWidget(switch)
        for group in GROUPS:
            self._add_group(group)
        self._column.addStretch()
        self.setWidget(inside)

    def _add_group(self, group: Group) -> None:
        items = [item for item in self._guideline.items if item.group is group]
        if not items:
            return
        self._titles[group] = look.label(Size.TITLE, bold=True)
        self._column.addSpacing(GRID)
        self._column.addWidget(self._titles[group])
        for item in items:
            if item.asked:
                self._add_question(item)
            else:
                self._facts[item.id] = look.label(Size.SMALL, muted=True)
                self._column.addWidget(self._facts[item.id])

    def _add_question(self, item: Item) -> None:
        question = Question(item, [sentence.text for sentence in self._guideline.why(item)])
        question.answered.connect(self._answered)
        question.passed.connect(self._ask_following)
        self.questions[item.id] = question
        self._column.addWidget(question)

    def show_state(self, state: State, words: Words) -> None:
        """Show the questions that apply and their answers."""
        self._situation = state.situation
        for name, switch in self._switches.items():
            switch.setText(words(SWITCHES[name]))
            switch.setChecked(getattr(state.situation, name))
        for group, title in self._titles.items():
            title.setText(words(GROUPS[group]))
        applying = {item.id: item for item in items_for(self._guideline, state.situation)}
        for name, question in self.questions.items():
            question.setVisible(name in applying)
            question.show_answer(state.answers.get(name), _evidence(state, question.item, words), words)
        for name, fact in self._facts.items():
            fact.setVisible(name in applying)
            if name in applying:
                fact.setText(applying[name].words(words.language).text)

    def ask(self, item_id: str) -> None:
        """Bring that question into view and put the keyboard there."""
        question = self.questions.get(item_id)
        if question:
            question.ask()
            self.ensureWidgetVisible(question, 0, 8 * GRID)

    def _switched(self) -> None:
        switches = {name: switch.isChecked() for name, switch in self._switches.items()}
        self.situated.emit(replace(self._situation, **switches))

    def _answered(self, answer: Answer) -> None:
        question = self.sender()
        if isinstance(question, Question):
            self.answered.emit(question.item.id, answer)

    def _ask_following(self) -> None:
        shown = [each for each in self.questions.values() if not each.isHidden()]
        after = dropwhile(lambda each: each is not self.sender(), shown)
        following = next(islice(after, 1, None), None)
        if following:
            self.ask(following.item.id)


def _evidence(state: State, item: Item, words: Words) -> str:
    """What the tests remarked on that bears on the question. A test that failed saw nothing to go by."""
    seen = [row for row in state.rows if row.check.id in item.evidence and row.shown]
    told = [row for row in seen if row.finding.outcome is Outcome.WARN]
    return " ".join(f"{words(row.check.title)}: {words(row.finding.headline, row.finding.measured)}" for row in told)
