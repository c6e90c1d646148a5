"""One row: a check's outcome, and, when opened, what can be done about it, its reason and its numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from readiness.i18n import Words
from readiness.ui.equipment.row_header import RowHeader
from readiness.ui.equipment.row_section import RowSection
from readiness.ui.state.check_rows import RowState
from readiness.ui.state.outcome_tone import OF_OUTCOME, WORDS, Tone
from readiness.ui.state.row_texts import texts_of
from readiness.ui.state.state import State, not_yet_due, waits
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID
from readiness.ui.widgets.layouts import fill

if TYPE_CHECKING:  # imported when a row is first opened
    from readiness.ui.equipment.row_details import RowDetails

Parts = Callable[[], Sequence[RowSection]]
"""Creates the sections that only one check's opened row has."""


def no_parts() -> Sequence[RowSection]:
    """Return no sections, as for most checks."""
    return ()


class CheckRow(QFrame):
    """Shows one `RowState`. `action_requested` carries a `RowAction`; the page knows whose row it is.

    `event_raised` is what a part of the opened row asks for, as the window hears it.
    """

    toggled = Signal()
    action_requested = Signal(object)
    event_raised = Signal(object)

    def __init__(self, row: RowState, sentences: Sequence[str], parts: Parts = no_parts) -> None:
        super().__init__()
        self._measurement, self._sentences, self._parts = row.check.measurement, sentences, parts
        self.header = RowHeader()
        self.header.clicked.connect(self.toggled)
        self.setFocusProxy(self.header)
        self._column = fill(QVBoxLayout(self), self.header, margins_px=(0, 0, 0, 1))

    @cached_property
    def details(self) -> RowDetails:
        """What the row shows when it is open."""
        from readiness.ui.equipment.row_details import RowDetails

        made = RowDetails(self._measurement, self._sentences, self._parts())
        made.action_requested.connect(self.action_requested)
        for part in made.parts:
            part.event_raised.connect(self.event_raised)
        self._column.addWidget(made)
        return made

    def show_row(self, state: State, row: RowState, words: Words) -> None:
        """Show the row as it is in `state`."""
        found = Tone.UNKNOWN if state.expired else OF_OUTCOME[row.finding.outcome]
        tone = Tone.WORKING if waits(state, row) or not_yet_due(state, row) else found
        headline, below = texts_of(state, row, words)
        self.header.show_texts(tone, words(row.check.title), headline, below, spoken=words(WORDS[tone]))
        self.header.show_waiting(waiting=state.expired or bool(row.finding.waits_for))
        if row.opened:
            self.details.show_row(state, row, "" if self.header.shows_remedy else below, words)
            self.details.show()
        elif self.header.expanded:
            self.details.hide()
        self.header.open(opened=row.opened)

    def take_focus(self) -> bool:
        """Focus the question in the opened row; return False if there is none."""
        return any(part.take_focus() for part in self.details.parts)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  (Qt's own name)
        """Paint the line to the next row, and one background behind everything in an opened row."""
        painter, scheme = QPainter(self), theme.colours()
        if self.header.expanded:
            painter.fillRect(self.rect(), QColor(scheme.surface))
        painter.fillRect(QRect(2 * GRID, self.height() - 1, self.width() - 2 * GRID, 1), QColor(scheme.line))
