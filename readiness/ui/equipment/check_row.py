"""One row: a check's outcome, and, when opened, its numbers, its reason and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from readiness.i18n import N_, Words
from readiness.model import Outcome, Visibility, facts_of
from readiness.ui.equipment.device_combo_box import DeviceComboBox
from readiness.ui.equipment.row_header import RowHeader
from readiness.ui.equipment.row_section import RowSection
from readiness.ui.state.banner import ANSWER_IT
from readiness.ui.state.check_rows import RowState
from readiness.ui.state.state import State, opens_place, takes_long, waits
from readiness.ui.state.value_format import NOT_MEASURED, fact_label, fact_text
from readiness.ui.theme import outcome_icon, theme
from readiness.ui.theme.theme import GRID, Size, Tone

INDENT_PX = 6 * GRID


class CheckRow(QFrame):
    """Shows one `Row`. What the person asks for comes out as signals with nothing in them; the window knows the row."""

    toggled = Signal()
    retested = Signal()
    place_asked = Signal()

    def __init__(self, row: RowState, sentences: Sequence[str], parts: Sequence[RowSection] = ()) -> None:
        super().__init__()
        self.parts = parts
        self.header = RowHeader()
        self.header.clicked.connect(self.toggled)
        self.choice = DeviceComboBox()
        self.retest = QPushButton()
        self.retest.clicked.connect(self.retested)
        self.open_place = QPushButton()
        self.open_place.clicked.connect(self.place_asked)
        self._facts = {
            name: each
            for name, each in facts_of(row.check.measurement).items()
            if each.label and each.visibility is Visibility.LINE
        }
        self._names: dict[str, QLabel] = {}
        self._values: dict[str, QLabel] = {}
        self._question = theme.label(muted=True)
        self._why = theme.label(Size.SMALL, bold=True)
        self._sentence = theme.label(Size.SMALL)
        self._sentence.setText("\n".join(f"”{sentence}”" for sentence in sentences))
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
        for each in self.parts[:1]:
            inside.addWidget(each)
        inside.addWidget(self.choice)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self.open_place)
        buttons.addWidget(self.retest)
        buttons.addStretch()
        inside.addLayout(buttons)
        for each in self.parts[1:]:
            inside.addWidget(each)
        numbers = QGridLayout()
        numbers.setHorizontalSpacing(2 * GRID)
        numbers.setVerticalSpacing(GRID // 2)
        numbers.setColumnStretch(0, 3)
        numbers.setColumnStretch(1, 2)
        for line, name in enumerate(self._facts):
            self._names[name] = theme.label(Size.SMALL, muted=True)
            self._values[name] = theme.label(Size.SMALL)
            self._values[name].setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            numbers.addWidget(self._names[name], line, 0)
            numbers.addWidget(self._values[name], line, 1)
        inside.addLayout(numbers)
        if self._sentence.text():
            inside.addWidget(self._why)
            inside.addWidget(self._sentence)

    def show_row(self, state: State, row: RowState, words: Words) -> None:
        """Show the row as it is in `state`."""
        tone = Tone.WORKING if waits(state, row) else outcome_icon.OF_OUTCOME[row.finding.outcome]
        headline, below = _texts(state, row, words)
        self.header.show_texts(tone, words(row.check.title), headline, below, spoken=words(outcome_icon.WORDS[tone]))
        self.header.setChecked(row.opened)
        self._details.setVisible(row.opened)
        if row.opened:
            self._show_details(state, row, words)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  (Qt's own name)
        """Paint the line between this row and the next."""
        line = QRect(2 * GRID, self.height() - 1, self.width() - 3 * GRID, 1)
        QPainter(self).fillRect(line, QColor(theme.colours().line))

    def _show_details(self, state: State, row: RowState, words: Words) -> None:
        self._question.setText(words(row.check.question))
        self._question.setVisible(not row.finding.asks)
        self.choice.show_offer(state.choices.offered(row.check.device), words)
        self.retest.setText(words(N_("Test this again")))
        self.retest.setAccessibleName(f"{self.retest.text()}: {words(row.check.title)}")
        self.open_place.setText(words(N_("Open settings")))
        self.open_place.setAccessibleName(f"{self.open_place.text()}: {words(row.check.title)}")
        self.open_place.setVisible(opens_place(state, row.finding))
        self._why.setText(words(N_("Why? The guideline says:")))
        for each in self.parts:
            each.show_row(state, row, words)
        for name, fact in self._facts.items():
            value = fact_text(name, getattr(row.latest, name, None), words, fact)
            self._names[name].setText(fact_label(name, words(fact.label)))
            self._values[name].setText(value)
            for label in (self._names[name], self._values[name]):
                label.setVisible(value != NOT_MEASURED)


def _texts(state: State, row: RowState, words: Words) -> tuple[str, str]:
    """The headline, and the line under it."""
    work = state.works[row.probe]
    if waits(state, row):
        headline = words(work.activity or N_("Testing …"))
        if not takes_long(state, row):
            return headline, ""
        return headline, words(N_("May take up to {seconds} seconds."), {"seconds": round(work.deadline_s)})
    finding = row.finding
    headline = words(finding.headline, finding.measured)
    if finding.outcome is Outcome.PASS:
        return headline, words.value(finding.subject)
    return headline, words(ANSWER_IT if finding.asks else finding.remedy, finding.measured)
