"""Step 3: the button that opens the meeting, and remarks; after it, reminders for after the meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from readiness.guideline.data import Guideline
from readiness.i18n import N_, Words
from readiness.meeting_policy import Override, Service
from readiness.model import Finding
from readiness.ui.session.system_actions import NO_ADDRESS
from readiness.ui.start.after_meeting_panel import AfterMeetingPanel
from readiness.ui.start.finding_notes import FindingNote, findings_to_show
from readiness.ui.start.outage_panel import OutagePanel
from readiness.ui.start.override_picker import OverridePicker
from readiness.ui.state.state import State, findings, may_start, overdue_rows, title_of
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID, MARGIN_PX, Size
from readiness.ui.widgets.layouts import fill
from readiness.ui.widgets.page_area import PageArea

READY = N_("The camera and the microphone are let go first, so that Chrome can use them.")
NOT_READY = N_("See to what is left first.")
TOO_OLD = N_("Test all again first.")
TRIED_AGAIN = N_("Chrome is being tried once more.")
OPENING = N_("Opening …")
BUTTON_HIGH_PX = 9 * GRID
COLUMN_PX = 64 * GRID
"""How wide the page's one column is."""


class StartPage(QWidget):
    """`opened` is emitted to open the meeting, `override_chosen` with the reason for an override."""

    opened = Signal()
    override_chosen = Signal(object)

    def __init__(self, guideline: Guideline | None, service: Service, override: Override) -> None:
        super().__init__()
        self._service = service
        self._shown: tuple[object, ...] = ()
        self._advice, self._notice = theme.label(muted=True), theme.label(muted=True)
        self.open_button = QPushButton()
        self.open_button.setFont(theme.font(Size.TITLE, bold=True))
        self.open_button.setMinimumHeight(BUTTON_HIGH_PX)
        theme.set_style(self.open_button, main=True)
        self.open_button.clicked.connect(self.opened)
        self.insist = OverridePicker(override.reasons)
        self.insist.override_chosen.connect(self.override_chosen)
        self._to_know = theme.heading()
        self._list = QWidget()  # keeps the remarks, which come and go, before what is below, also for a screen reader
        self._remarks = fill(QVBoxLayout(self._list))
        self.after = AfterMeetingPanel(guideline)
        self.outage = OutagePanel(guideline)
        fill(QVBoxLayout(self), PageArea(self._middle()))

    def _middle(self) -> QWidget:
        middle, remarks_part = QWidget(), QWidget()
        remarks_part.setMaximumWidth(theme.scaled(COLUMN_PX))
        remarks_part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = fill(QVBoxLayout(remarks_part), self.open_button, self._advice, self._notice, self.insist, gap_px=GRID)
        column.addSpacing(2 * GRID)
        column.addWidget(self._to_know)
        column.addWidget(self._list)
        column.addWidget(self.after)
        column.addSpacing(2 * GRID)
        column.addWidget(self.outage)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(remarks_part, 100)
        row.addStretch(1)
        page = QVBoxLayout(middle)
        page.setContentsMargins(MARGIN_PX, 2 * GRID, MARGIN_PX, 2 * GRID)
        page.addStretch(1)
        page.addLayout(row)
        page.addStretch(2)
        return middle

    def show_state(self, state: State, words: Words, now: datetime) -> None:
        """Show the page before or after the meeting, at the time `now`."""
        may = may_start(state)
        message = READY if may else TRIED_AGAIN if overdue_rows(state) else NOT_READY
        message = TOO_OLD if state.expired else message
        message = OPENING if state.meeting_requested else message
        self._advice.setText("" if state.meeting_open else words(message))
        self._advice.setVisible(not state.meeting_open)
        self.open_button.setEnabled(may and not state.meeting_requested)
        self.open_button.setText(
            words(N_("Open the meeting once more") if state.meeting_open else N_("Open the meeting in Chrome"))
        )
        theme.set_style(self.open_button, main=not state.meeting_open)
        self.insist.show_state(state, words)
        self._notice.setText("" if self._service.url else words(NO_ADDRESS))
        self._notice.setVisible(bool(self._notice.text()))
        current = state.room if state.expired else findings(state)  # all is tested again, whatever it was
        remarks = () if state.meeting_open else findings_to_show(current)
        if (remarks, words.language) != self._shown:
            self._shown = (remarks, words.language)
            self._show_remarks(state, remarks, words)
        is_to_know = may or (state.expired and not any(each.blocks for each in remarks))
        self._to_know.setText(words(N_("Know this first") if is_to_know else N_("What is left")))
        self.after.setVisible(state.meeting_open)
        self.after.retranslate(words)
        self.outage.retranslate(words, now)

    def _show_remarks(self, state: State, remarks: Sequence[Finding], words: Words) -> None:
        while old := self._remarks.takeAt(0):
            widget = old.widget()
            if widget:
                widget.hide()
                widget.deleteLater()
        for part in (self._to_know, self._list):
            part.setVisible(bool(remarks))
        for each in remarks:
            self._remarks.addWidget(FindingNote(each, title_of(state, each.check), words))
