"""One question of the checklist, with its answers, its reason, and what a camera or microphone has to say."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QHBoxLayout, QPushButton

from readiness.guideline.checklist import Answer, answers_for
from readiness.guideline.data import Item, Weight
from readiness.ui import look
from readiness.ui.look import GRID, Size
from readiness.words import N_, Words

WORDS = {Answer.YES: N_("Yes"), Answer.NO: N_("No"), Answer.NOT_APPLICABLE: N_("Not applicable")}
KEYS = {
    Qt.Key.Key_J: Answer.YES,
    Qt.Key.Key_Y: Answer.YES,
    Qt.Key.Key_N: Answer.NO,
    Qt.Key.Key_I: Answer.NOT_APPLICABLE,
    Qt.Key.Key_A: Answer.NOT_APPLICABLE,
}
"""Ja, Nej, Inte aktuellt; and yes, no, not Applicable: each person's own letters work whatever the language is."""

WHY_KEYS = (Qt.Key.Key_V, Qt.Key.Key_W)


class Question(QFrame):
    """Shows one item. `answered` gives the answer; `passed` follows when it came by key, so the next one is asked."""

    answered = Signal(object)
    passed = Signal()

    def __init__(self, item: Item, sentences: Sequence[str]) -> None:
        super().__init__()
        self.item = item
        self._sentences = sentences
        self._text = look.label()
        self._note = look.label(Size.SMALL)
        self._reason = look.label(Size.SMALL, muted=True)
        self._why = QPushButton()
        look.wears(self._why, quiet=True)
        self._why.clicked.connect(self._toggle_reason)
        self._group = QButtonGroup(self)
        self.buttons = {answer: QPushButton() for answer in answers_for(item)}
        self._arrange()
        self._reason.setText("\n".join(f"”{sentence}”" for sentence in sentences))
        self._reason.hide()
        self._note.hide()

    def _arrange(self) -> None:
        answers = QHBoxLayout()
        answers.setSpacing(GRID // 2)
        for answer, button in self.buttons.items():
            button.setCheckable(True)
            look.wears(button, tone={Answer.YES: "good", Answer.NO: "problem"}.get(answer, ""))
            button.clicked.connect(lambda _=False, chosen=answer: self.answered.emit(chosen))
            self._group.addButton(button)
            answers.addWidget(button)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, GRID // 2, 0, GRID // 2)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.addWidget(self._text, 0, 0)
        grid.addLayout(answers, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self._why, 0, 2)
        grid.addWidget(self._note, 1, 0, 1, 3)
        grid.addWidget(self._reason, 2, 0, 1, 3)
        grid.setColumnStretch(0, 1)

    def show_answer(self, answer: Answer | None, evidence: str, words: Words) -> None:
        """Show what has been answered, and what is to be known about it."""
        texts = self.item.words(words.language)
        self._text.setText(texts.text)
        for each, button in self.buttons.items():
            button.setText(words(WORDS[each]))
            button.setAccessibleName(f"{texts.text} {words(WORDS[each])}")
            button.setChecked(each is answer)
        self._why.setText(words(N_("Why?")))
        self._why.setAccessibleName(f"{self._why.text()} {texts.text}")
        refused = answer is Answer.NO
        note = f"{texts.no} {texts.remedy}" if refused else evidence
        must = self.item.weight is Weight.MUST
        look.wears(self._note, tone=("problem" if must else "remark") if refused else "unknown")
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def ask(self) -> None:
        """Put the keyboard here."""
        self.buttons[Answer.YES].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Answer by letter."""
        answer = KEYS.get(Qt.Key(event.key()))
        if event.key() in WHY_KEYS:
            self._toggle_reason()
        elif answer in self.buttons:
            self.answered.emit(answer)
            self.passed.emit()
        else:
            super().keyPressEvent(event)

    def _toggle_reason(self) -> None:
        self._reason.setVisible(self._reason.isHidden())
