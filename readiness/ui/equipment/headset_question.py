"""The question whether an unclassified microphone is a headset with an arm, and the answer, which can be changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from readiness.checks import headset
from readiness.checks.headset import ASKED, Measurement
from readiness.checks.headset.rules import QUESTION
from readiness.i18n import N_, Words
from readiness.ui.equipment.headset_drawing import HeadsetDrawing, Thing
from readiness.ui.equipment.row_section import RowSection
from readiness.ui.state.check_rows import RowState
from readiness.ui.state.events import HeadsetAnswered
from readiness.ui.state.state import State
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID, Size
from readiness.ui.widgets.layouts import fill
from readiness.untrusted_text import printable

SOCKETS = frozenset({"analog_jack_unknown", "dock_or_monitor", "remote_audio"})
"""Device classes identified only by their socket or remote desktop, at which another device may be later."""

UNSEEN = {
    "dock_or_monitor": N_("In the dock or screen sits something that we cannot see."),
    "analog_jack_unknown": N_("In the socket sits something that we cannot see."),
    "remote_audio": N_("It is plugged into the computer in front of you, which we cannot see."),
}
HEARING_AID = N_("Do you hear and speak through this in the meeting?")
HINT = N_("Look for an arm with a microphone in front of your mouth. If there is none, use another headset.")
SAID_YES = N_("You answered on {day} that this is a headset.")
SAID_NO = N_("You answered on {day} that this is no headset.")


class HeadsetQuestion(RowSection):
    """Shown for an unclassified device if the policy trusts answers; afterwards it shows the answer given."""

    def __init__(self) -> None:
        super().__init__()
        self._measured: Measurement | None = None
        self._question_text = theme.label(bold=True)
        self._name = theme.label(Size.SMALL, muted=True)
        self._captions = {thing: theme.label(Size.SMALL, muted=True) for thing in Thing}
        self._pictures = {thing: HeadsetDrawing(thing) for thing in Thing}
        self.yes, self.no, self.unsure, self.change = (QPushButton() for _ in range(4))
        self._hint = theme.label(Size.SMALL)
        self._hint.hide()
        self._answer_text = theme.label()
        self.yes.clicked.connect(lambda: self._answer(is_headset=True))
        self.no.clicked.connect(lambda: self._answer(is_headset=False))
        self.unsure.clicked.connect(self._hint.show)
        self.change.clicked.connect(lambda: self._answer(is_headset=None))
        self._arrange()
        self.hide()

    def _arrange(self) -> None:
        theme.set_style(self, panel=True)
        drawings = QHBoxLayout()
        drawings.setSpacing(3 * GRID)
        for thing in Thing:
            one = QVBoxLayout()
            one.setSpacing(GRID // 2)
            one.addWidget(self._pictures[thing], 0, Qt.AlignmentFlag.AlignHCenter)
            self._captions[thing].setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            one.addWidget(self._captions[thing])
            drawings.addLayout(one, 1)
        theme.set_style(self.unsure, quiet=True)
        theme.set_style(self.yes, main=True)
        buttons = fill(QHBoxLayout(), self.yes, self.no, self.unsure, None, gap_px=GRID)
        self._question = QWidget()
        fill(QVBoxLayout(self._question), self._question_text, self._name, buttons, self._hint, drawings, gap_px=GRID)
        self._answered = QWidget()
        answer_row = fill(QHBoxLayout(self._answered), gap_px=GRID)
        answer_row.addWidget(self._answer_text, 1)
        answer_row.addWidget(self.change)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID + GRID // 2, 2 * GRID, GRID + GRID // 2)
        column.addWidget(self._question)
        column.addWidget(self._answered)

    def show_row(self, state: State, row: RowState, words: Words) -> None:
        """Show the question or the answer; hide if neither applies."""
        measured = row.latest
        if not isinstance(measured, Measurement) or not _applies(measured, state.policy.of(headset.Policy)):
            if row.latest is not None:  # keep the question while the check is repeated
                self.hide()
            return
        if self._measured is None or measured.key != self._measured.key:
            self._hint.hide()
        self._measured = measured
        answer = state.choices.answers.get(measured.key or "")
        self._question.setVisible(answer is None)
        self._answered.setVisible(answer is not None)
        if answer:
            self._hint.hide()
            text = words(SAID_YES if answer.is_headset else SAID_NO, {"day": answer.on})
            self._answer_text.setText(text)
            self.change.setText(words(N_("Change the answer")))
            self.change.setAccessibleName(f"{self.change.text()}: {text}")
        else:
            self._ask(measured, words)
        self.show()

    def _ask(self, measured: Measurement, words: Words) -> None:
        aid = measured.never_refused is True
        asking = words(HEARING_AID if aid else QUESTION)
        self._question_text.setText(asking)
        unseen = UNSEEN.get(measured.device_class or "")
        self._name.setText("\n".join(filter(None, (printable(measured.name or ""), words(unseen) if unseen else ""))))
        self._captions[Thing.HEADSET].setText(words(N_("Headset: arm with a microphone")))
        self._captions[Thing.EARBUDS].setText(words(N_("Phone earbuds: microphone on the cable")))
        for thing in Thing:
            self._captions[thing].setVisible(not aid)
            self._pictures[thing].setVisible(not aid)
            self._pictures[thing].setAccessibleName(self._captions[thing].text())
        self._hint.setText(words(HINT))
        answers = (
            (self.yes, words(N_("Yes, a headset")) if not aid else words(N_("Yes"))),
            (self.no, words(N_("No"))),
            (self.unsure, words(N_("I do not know"))),
        )
        for button, text in answers:
            button.setText(text)
            button.setAccessibleName(f"{asking} {text}")

    def take_focus(self) -> bool:
        """Focus the first answer's button."""
        if self._question.isHidden() or self.isHidden():
            return False
        self.yes.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _answer(self, *, is_headset: bool | None) -> None:
        measured = self._measured
        if measured and measured.key:
            passing = measured.device_class in SOCKETS
            self.event_raised.emit(HeadsetAnswered(measured.key, is_headset, passing=passing))


def _applies(measured: Measurement, limits: headset.Policy) -> bool:
    counts = limits.trust_answers and measured.vid_pid not in limits.accepted
    return measured.device_class in ASKED and counts and bool(measured.key)
