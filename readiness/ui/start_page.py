"""Step 3: the verdict, what to know about, the way into the meeting, and what comes after."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from readiness.guideline.checklist import items_for
from readiness.guideline.data import Group, Guideline, Support
from readiness.model import Finding, Outcome, Verdict
from readiness.service import Service
from readiness.ui import look, tones
from readiness.ui.banner import Banner
from readiness.ui.doors import NO_ADDRESS
from readiness.ui.look import GRID, Size
from readiness.ui.state import State, findings
from readiness.words import N_, Words


class Fold(QWidget):
    """A title that opens to the text below it."""

    def __init__(self) -> None:
        super().__init__()
        self.title = QPushButton()
        self.title.setCheckable(True)
        self.title.toggled.connect(self._toggled)
        look.wears(self.title, fold=True)
        self.title.setStyleSheet("font-weight: 600")
        self._lines: list[QLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self._column.addWidget(self.title, 0, Qt.AlignmentFlag.AlignLeft)
        self._words = ""

    def show_texts(self, title: str, texts: Sequence[str]) -> None:
        """Show these words, a paragraph a text."""
        self._words = title
        self._mark()
        while len(self._lines) < len(texts):
            line = look.label()
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            line.setContentsMargins(3 * GRID, 0, 0, 0)
            line.setVisible(self.title.isChecked())
            self._lines.append(line)
            self._column.addWidget(line)
        for line, text in zip(self._lines, texts, strict=False):
            line.setText(text)

    def _toggled(self, opened: bool) -> None:  # noqa: FBT001  (a signal's argument)
        for line in self._lines:
            line.setVisible(opened)
        self._mark()

    def _mark(self) -> None:
        self.title.setText(f"{'▾' if self.title.isChecked() else '▸'}  {self._words}")
        self.title.setAccessibleName(self._words)


class Remark(QWidget):
    """One finding to know about before the meeting."""

    def __init__(self, finding: Finding, words: Words) -> None:
        super().__init__()
        icon = tones.ToneIcon(3 * GRID)
        tone = tones.OF_OUTCOME[finding.outcome]
        icon.show_tone(tone)
        headline, remedy = look.label(bold=True), look.label()
        headline.setText(words(finding.headline, finding.measured))
        remedy.setText(words(finding.remedy, finding.measured))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(headline)
        texts.addWidget(remedy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, GRID // 2, 0, GRID // 2)
        row.setSpacing(2 * GRID)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        self.setAccessibleName(f"{words(tones.WORDS[tone])}: {headline.text()} {remedy.text()}")


class StartPage(QScrollArea):
    """`opened` when the person wants the meeting, `copied` when IT support is to have the findings."""

    opened = Signal()
    copied = Signal()

    def __init__(self, guideline: Guideline | None, service: Service) -> None:
        super().__init__()
        self._guideline, self._service = guideline, service
        self._told: tuple[object, ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._icon = tones.ToneIcon(10 * GRID)
        self._title = look.label(Size.DISPLAY, bold=True)
        self._advice = look.label()
        self._notice = look.label()
        look.wears(self._notice, muted=True)
        for each in (self._title, self._advice, self._notice):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.open_button = QPushButton()
        self.open_button.setFont(look.font(Size.TITLE, bold=True))
        self.open_button.setMinimumSize(40 * GRID, 7 * GRID)
        look.wears(self.open_button, main=True)
        self.open_button.clicked.connect(self.opened)
        self._remarks = QVBoxLayout()
        self._remarks.setSpacing(0)
        self.after, self.stop = Fold(), Fold()
        self.copy_button = QPushButton()
        self.copy_button.clicked.connect(self.copied)
        self._arrange()

    def _arrange(self) -> None:
        inside = QWidget()
        middle = QWidget()
        middle.setMaximumWidth(80 * GRID)
        column = QVBoxLayout(middle)
        column.setContentsMargins(3 * GRID, 4 * GRID, 3 * GRID, 3 * GRID)
        column.setSpacing(2 * GRID)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self._icon, 0, centre)
        column.addWidget(self._title)
        column.addWidget(self._advice)
        column.addWidget(self.open_button, 0, centre)
        column.addWidget(self._notice)
        column.addLayout(self._remarks)
        column.addStretch()
        column.addWidget(self.after)
        column.addWidget(self.stop)
        column.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignLeft)
        outer = QHBoxLayout(inside)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addStretch(1)
        outer.addWidget(middle, 8)
        outer.addStretch(1)
        self.setWidget(inside)

    def show_state(self, state: State, banner: Banner, words: Words, *, support_open: bool | None) -> None:
        """Show the verdict in full. `support_open` is None when the time in Sweden is not known."""
        tone = tones.of_banner(banner)
        self._icon.show_tone(tone)
        self._title.setText(words(banner.title))
        look.wears(self._title, tone=tone.value)
        may_open = banner.verdict in (Verdict.GO, Verdict.GO_WITH_REMARKS)
        ready = N_("The camera and the microphone are let go first, so that Chrome can use them.")
        self._advice.setText(words(ready if may_open else N_("See to what is left first.")))
        self.open_button.setEnabled(may_open and not state.leaving)
        self.open_button.setText(words(N_("Open the meeting in Chrome")))
        self._notice.setText(self._address_notice(words))
        remarks = _to_know(findings(state))
        if (remarks, words.language) != self._told:
            self._told = (remarks, words.language)
            self._show_remarks(remarks, words)
        self._show_folds(state, words, support_open=support_open)

    def _address_notice(self, words: Words) -> str:
        return "" if self._service.url else words(NO_ADDRESS)

    def _show_remarks(self, remarks: Sequence[Finding], words: Words) -> None:
        while old := self._remarks.takeAt(0):
            widget = old.widget()
            if widget:
                widget.deleteLater()
        for each in remarks:
            self._remarks.addWidget(Remark(each, words))

    def _show_folds(self, state: State, words: Words, *, support_open: bool | None) -> None:
        self.after.setVisible(self._guideline is not None)
        self.stop.setVisible(self._guideline is not None)
        self.copy_button.setText(words(N_("Copy for IT support")))
        if self._guideline:
            items = items_for(self._guideline, state.situation)
            after = [item.words(words.language).text for item in items if item.group is Group.AFTERWARDS]
            stop = [item.words(words.language).text for item in items if item.group is Group.STOP]
            self.after.show_texts(words(N_("After the meeting")), after)
            told = [*stop, _support(self._guideline.support, words, is_open=support_open)]
            self.stop.show_texts(words(N_("Acute stop")), told)


def _to_know(all_findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """All that is not as it should be; questions without an answer are told together, at the end."""
    told = [each for each in all_findings if each.outcome is not Outcome.PASS]
    unanswered = [each for each in told if each.code.endswith(".unanswered")]
    if not unanswered:
        return tuple(told)
    together = Finding(
        check="room",
        code="room.unanswered",
        outcome=max(each.outcome for each in unanswered),
        headline=N_("Questions without an answer: {count}"),
        remedy=unanswered[0].remedy,
        measured={"count": len(unanswered)},
    )
    return (*(each for each in told if each not in unanswered), together)


def _support(support: Support, words: Words, *, is_open: bool | None) -> str:
    facts = {
        "name": support.name,
        "phone": support.phone,
        "opens": f"{support.opens:%H:%M}",
        "closes": f"{support.closes:%H:%M}",
    }
    hours = words(N_("{name}, {phone}. Weekdays {opens} to {closes}."), facts)
    if is_open is None:
        return hours
    now = words(N_("Open now.") if is_open else N_("Closed now."))
    return f"{hours} {now}"
