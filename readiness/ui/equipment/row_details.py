"""The details of an opened row: actions for its finding, the reason for the check, and the measured values."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from readiness.checks.mends import mend_texts
from readiness.i18n import N_, Words
from readiness.ui.equipment.fact_table import FactTable
from readiness.ui.equipment.row_action import RowAction
from readiness.ui.equipment.row_section import RowSection
from readiness.ui.state.check_rows import RowState
from readiness.ui.state.mend_state import mend_offered
from readiness.ui.state.state import State, opens_place
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID, Size
from readiness.ui.widgets.collapsible import Collapsible
from readiness.ui.widgets.layouts import fill

INDENT_PX = 6 * GRID


class RowDetails(QFrame):
    """Created when its row is first opened: eleven would be most of the window's widgets, and few are ever opened.

    `action_requested` carries a `RowAction`.

    Args:
        measurement: the type whose facts are the numbers.
        sentences: what the guideline says behind the check.
        parts: sections that only this check has; the first is above the buttons, as it may ask a question.
    """

    action_requested = Signal(object)

    def __init__(self, measurement: type, sentences: Sequence[str], parts: Sequence[RowSection]) -> None:
        super().__init__()
        self.parts = parts
        self.mend, self.undo = QPushButton(), QPushButton()
        self.open_place, self.retest, self.help = QPushButton(), QPushButton(), QPushButton()
        self._buttons = {
            RowAction.MEND: self.mend,
            RowAction.UNDO: self.undo,
            RowAction.OPEN_SETTINGS: self.open_place,
            RowAction.RETEST: self.retest,
            RowAction.HELP: self.help,
        }
        for action, button in self._buttons.items():
            button.clicked.connect(lambda _=False, each=action: self.action_requested.emit(each))
        theme.set_style(self.help, quiet=True)
        self._facts = FactTable(measurement)
        self.numbers = Collapsible((self._facts,))
        self._question = theme.label(muted=True)
        self._advice = theme.label()
        self._why = theme.label(Size.SMALL, bold=True)
        self._sentence = theme.label(Size.SMALL)
        self._reasons = tuple(sentences)
        self._arrange()

    def _arrange(self) -> None:
        inside = fill(
            QVBoxLayout(self),
            self._question,
            self._advice,
            *self.parts[:1],
            gap_px=GRID,
            margins_px=(INDENT_PX, GRID // 2, 2 * GRID, 2 * GRID),
        )
        for button in (self.mend, self.undo):  # their texts are too long to share a line
            inside.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        buttons = fill(QHBoxLayout(), self.open_place, self.retest, self.help, None, gap_px=GRID)
        inside.addLayout(buttons)
        for each in self.parts[1:]:
            inside.addWidget(each)
        inside.addWidget(self._why)
        inside.addWidget(self._sentence)
        inside.addWidget(self.numbers)

    def show_row(self, state: State, row: RowState, advice: str, words: Words) -> None:
        """Show the row as it is in `state`; `advice` is the text that does not fit into the header."""
        title = words(row.check.title)
        self._question.setText(words(row.check.question))
        self._question.setVisible(not row.finding.asks)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        self.retest.setText(words(N_("Test this again (R)")))
        self.open_place.setText(words(N_("Open settings")))
        self.help.setText(words(N_("Help")))
        mend = mend_offered(state, row)
        self.mend.setText(words(mend_texts(mend).button) if mend else "")
        done = state.undos.get(row.check.id, ())
        self.undo.setText(words(mend_texts(done[-1].mend).undo) if done else "")
        for button in self._buttons.values():
            button.setAccessibleName(f"{button.text()}: {title}")
        self.mend.setVisible(mend is not None)
        self.undo.setVisible(bool(done))
        self.open_place.setVisible(mend is None and opens_place(state, row.finding))
        reason = words(row.check.reason)
        self._why.setText(words(N_("Why? The guideline says:")) if self._reasons else words(N_("Why?")))
        self._sentence.setText("\n".join(f"”{each}”" for each in self._reasons) or reason)
        for label in (self._why, self._sentence):
            label.setVisible(bool(self._sentence.text()))
        for each in self.parts:
            each.show_row(state, row, words)
        self.numbers.show_title(words(N_("Technical details")))
        self.numbers.setVisible(self._facts.show_facts(row.latest, words))
