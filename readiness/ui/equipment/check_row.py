"""One row: a check's outcome, and, when opened, what can be done about it, its reason and its numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from readiness.checks.mends import UNDO, asks
from readiness.i18n import N_, Words
from readiness.model import Outcome
from readiness.ui.equipment.fact_table import FactTable
from readiness.ui.equipment.row_header import RowHeader
from readiness.ui.equipment.row_section import RowSection
from readiness.ui.state.banner import ANSWER_IT
from readiness.ui.state.check_rows import RowState
from readiness.ui.state.mending import mend_offered
from readiness.ui.state.state import State, not_yet_due, opens_place, takes_long, waits
from readiness.ui.state.tone import OF_OUTCOME, WORDS, Tone
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID, Size
from readiness.ui.widgets.collapsible import Collapsible

INDENT_PX = 6 * GRID


class CheckRow(QFrame):
    """Shows one `RowState`. What the person asks comes out as signals with nothing in them; the page knows the row."""

    toggled = Signal()
    retested = Signal()
    place_asked = Signal()
    mend_asked = Signal()
    undo_asked = Signal()
    helped = Signal()

    def __init__(self, row: RowState, sentences: Sequence[str], parts: Sequence[RowSection] = ()) -> None:
        super().__init__()
        self.parts = parts
        self.header = RowHeader()
        self.header.clicked.connect(self.toggled)
        self.mend, self.undo = QPushButton(), QPushButton()
        self.open_place, self.retest, self.help = QPushButton(), QPushButton(), QPushButton()
        self.mend.clicked.connect(self.mend_asked)
        self.undo.clicked.connect(self.undo_asked)
        self.open_place.clicked.connect(self.place_asked)
        self.retest.clicked.connect(self.retested)
        self.help.clicked.connect(self.helped)
        theme.set_style(self.help, quiet=True)
        self._facts = FactTable(row.check.measurement)
        self.numbers = Collapsible((self._facts,))
        self._question = theme.label(muted=True)
        self._advice = theme.label()
        self._why = theme.label(Size.SMALL, bold=True)
        self._sentence = theme.label(Size.SMALL)
        self._reasons = tuple(sentences)
        self._details = QFrame()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 1)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._details)
        self._details.setVisible(False)
        self._arrange()

    def _arrange(self) -> None:
        inside = QVBoxLayout(self._details)
        inside.setContentsMargins(INDENT_PX, GRID, 2 * GRID, 2 * GRID)
        inside.setSpacing(GRID)
        inside.addWidget(self._question)
        inside.addWidget(self._advice)
        for each in self.parts[:1]:
            inside.addWidget(each)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for button in (self.mend, self.undo, self.open_place, self.retest, self.help):
            buttons.addWidget(button)
        buttons.addStretch()
        inside.addLayout(buttons)
        for each in self.parts[1:]:
            inside.addWidget(each)
        inside.addWidget(self._why)
        inside.addWidget(self._sentence)
        inside.addWidget(self.numbers)

    def show_row(self, state: State, row: RowState, words: Words) -> None:
        """Show the row as it is in `state`."""
        tone = Tone.WORKING if waits(state, row) or not_yet_due(state, row) else OF_OUTCOME[row.finding.outcome]
        headline, below = _texts(state, row, words)
        self.header.show_texts(tone, words(row.check.title), headline, below, spoken=words(WORDS[tone]))
        self.header.show_waiting(waiting=bool(row.finding.waits_for))
        self.header.open(opened=row.opened)
        self._details.setVisible(row.opened)
        if row.opened:
            self._show_details(state, row, below, words)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  (Qt's own name)
        """Paint the line between this row and the next, and one ground behind all that belongs to an opened row."""
        painter, scheme = QPainter(self), theme.colours()
        if self.header.expanded:
            painter.fillRect(self.rect(), QColor(scheme.surface))
        painter.fillRect(QRect(2 * GRID, self.height() - 1, self.width() - 2 * GRID, 1), QColor(scheme.line))

    def _show_details(self, state: State, row: RowState, below: str, words: Words) -> None:
        title = words(row.check.title)
        self._question.setText(words(row.check.question))
        self._question.setVisible(not row.finding.asks)
        told = self.header.tells_all
        self._advice.setText("" if told else below)
        self._advice.setVisible(not told)
        self.retest.setText(words(N_("Test this again (R)")))
        self.open_place.setText(words(N_("Open settings")))
        self.help.setText(words(N_("Help")))
        mend = mend_offered(state, row)
        self.mend.setText(words(asks(mend)) if mend else "")
        self.undo.setText(words(UNDO))
        for button in (self.mend, self.undo, self.retest, self.open_place, self.help):
            button.setAccessibleName(f"{button.text()}: {title}")
        self.mend.setVisible(mend is not None)
        self.undo.setVisible(bool(state.undos.get(row.check.id)))
        self.open_place.setVisible(mend is None and opens_place(state, row.finding))
        reason = words(row.check.reason)
        self._why.setText(words(N_("Why? The guideline says:")) if self._reasons else words(N_("Why?")))
        self._sentence.setText("\n".join(f"”{each}”" for each in self._reasons) or reason)
        for label in (self._why, self._sentence):
            label.setVisible(bool(self._sentence.text()))
        for each in self.parts:
            each.show_row(state, row, words)
        self.numbers.show_title(words(N_("Technical details")))
        known = self._facts.show_facts(row.latest, words)
        self.numbers.setVisible(known)


def _texts(state: State, row: RowState, words: Words) -> tuple[str, str]:
    """The headline, and the line under it."""
    if waits(state, row):
        return _under_way(state, row, words)
    if not_yet_due(state, row):
        return words(N_("Is tried while you answer the questions.")), ""
    finding = row.finding
    headline = words(finding.headline, finding.measured)
    if finding.outcome is Outcome.PASS:
        return headline, words.value(finding.subject)
    if finding.waits_for:  # its remedy is the other check's, and stands there
        return headline, ""
    return headline, words(ANSWER_IT if finding.asks else finding.remedy, finding.measured)


def _under_way(state: State, row: RowState, words: Words) -> tuple[str, str]:
    work = state.works[row.probe]
    headline = words(work.activity or N_("Testing …"))
    if work.failures:
        return headline, words(N_("It took too long. Trying once more."))
    if not takes_long(state, row):
        return headline, ""
    return headline, words(N_("May take up to {seconds} seconds."), {"seconds": round(work.deadline_s)})
