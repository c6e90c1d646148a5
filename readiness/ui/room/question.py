"""One question of the checklist, with its answers, its reason, and hints from camera and microphone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QHBoxLayout, QRadioButton, QWidget

from readiness.guideline.answer_retention import expires_on
from readiness.guideline.checklist import Answer, answers_for
from readiness.guideline.data import Item, Per, Sentence, Weight
from readiness.guideline.policy import GuidelinePolicy
from readiness.i18n import N_, Words
from readiness.ui.state.answer_hints import AnswerHint, answer_hints
from readiness.ui.state.state import State
from readiness.ui.theme import theme
from readiness.ui.theme.accessibility import set_tab_stop
from readiness.ui.theme.theme import GRID, Size
from readiness.ui.widgets.reason_button import ReasonButton

WORDS = {Answer.YES: N_("Yes"), Answer.NO: N_("No"), Answer.NOT_APPLICABLE: N_("Not applicable")}
KEYS = {
    Qt.Key.Key_J: Answer.YES,
    Qt.Key.Key_Y: Answer.YES,
    Qt.Key.Key_N: Answer.NO,
    Qt.Key.Key_I: Answer.NOT_APPLICABLE,
    Qt.Key.Key_A: Answer.NOT_APPLICABLE,
}
"""Initials in Swedish and English (Ja, Nej, Inte aktuellt; yes, no, not Applicable), accepted in every language."""

WHY_KEYS = (Qt.Key.Key_V, Qt.Key.Key_W)


class Question(QFrame):
    """Shows one item.

    `answered` gives the answer; `advance_requested` follows when it came by key, so that the next one is asked.
    `group_answered` is yes to all that is left of the question's group.
    """

    answered = Signal(object)
    group_answered = Signal()
    advance_requested = Signal()

    def __init__(self, item: Item, sentences: Sequence[Sentence]) -> None:
        super().__init__()
        self.item = item
        self._text = theme.label()
        self._note = theme.label(Size.SMALL)
        self.why = ReasonButton(sentences)
        self._group = QButtonGroup(self)
        self.buttons = {answer: QRadioButton() for answer in answers_for(item)}
        self._arrange()
        self._note.hide()

    def _arrange(self) -> None:
        answers = QHBoxLayout()
        answers.setSpacing(GRID // 2)
        for answer, button in self.buttons.items():
            theme.set_style(button, answer=True, tone={Answer.YES: "good", Answer.NO: "problem"}.get(answer, ""))
            button.clicked.connect(lambda _=False, chosen=answer: self.answered.emit(chosen))
            self._group.addButton(button)
            # Yes and no are aligned in all questions, whether or not there is a third answer.
            answers.insertWidget(0 if answer is Answer.NOT_APPLICABLE else -1, button)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, GRID // 2, 0, GRID // 2)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.addWidget(self._text, 0, 0)
        grid.addLayout(answers, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.why, 0, 2)
        grid.addWidget(self._note, 1, 0, 1, 3)
        grid.addWidget(self.why.reason, 2, 0, 1, 3)
        grid.setColumnStretch(0, 1)
        for before, after in pairwise(self.buttons.values()):
            QWidget.setTabOrder(before, after)  # the first button to get the focus is yes

    def show_answer(self, state: State, words: Words) -> None:
        """Show the answer and the hints about it."""
        answer = state.answers.get(self.item.id)
        texts = self.item.words(words.language)
        self._text.setText(texts.text)
        self._group.setExclusive(False)
        for each, button in self.buttons.items():
            button.setText(words(WORDS[each]))
            button.setAccessibleName(f"{texts.text} {words(WORDS[each])}")
            button.setChecked(each is answer)
        self._group.setExclusive(True)
        set_tab_stop(self._current, self.buttons.values())
        self.why.retranslate(texts.text, words)
        note, tone = self._note_of(state, answer, words)
        theme.set_style(self._note, tone=tone)
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _note_of(self, state: State, answer: Answer | None, words: Words) -> tuple[str, str]:
        """Return the note below the question, and its tone."""
        if answer is Answer.NO:
            texts = self.item.words(words.language)
            must = self.item.weight is Weight.MUST
            return f"{texts.no} {texts.remedy}", "problem" if must else "remark"
        hints: list[AnswerHint] = list(answer_hints(state, self.item))
        given = state.stored_answers.get(self.item.id)
        if answer and given and self.item.per is Per.KEPT and given.on != state.today:
            again = expires_on(given, state.policy.of(GuidelinePolicy).ask_again_days)
            days = {"day": given.on, "again": again}
            hints.append(AnswerHint(N_("Answered on {day}. Asked again on {again}."), days))
        against = any(clue.against for clue in hints)
        return " ".join(words(clue.text, clue.facts) for clue in hints), "remark" if against else "unknown"

    def ask(self) -> None:
        """Focus the button of the answer given."""
        self._current.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def _current(self) -> QRadioButton:
        """The answer given, else yes."""
        return next((button for button in self.buttons.values() if button.isChecked()), self.buttons[Answer.YES])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Answer by initial; with Shift, answer yes to the rest of the group."""
        answer = KEYS.get(Qt.Key(event.key()))
        if event.key() in WHY_KEYS:
            self.why.turn()
        elif answer is Answer.YES and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.group_answered.emit()
            self.advance_requested.emit()
        elif answer in self.buttons:
            self.answered.emit(answer)
            self.advance_requested.emit()
        else:
            super().keyPressEvent(event)
