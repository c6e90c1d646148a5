"""Step 3: the verdict, what to know about, and the way into the meeting; beside it, what comes after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from readiness.guideline.data import Guideline
from readiness.i18n import N_, Words
from readiness.model import Finding
from readiness.service import Override, Service
from readiness.ui.session.system_actions import NO_ADDRESS
from readiness.ui.start.after_meeting_panel import AfterPanel
from readiness.ui.start.override_picker import OverridePicker
from readiness.ui.start.remark import Remark, to_know
from readiness.ui.state.banner import Banner
from readiness.ui.state.state import State, findings, may_start
from readiness.ui.theme import outcome_icon, theme
from readiness.ui.theme.theme import GRID, Size
from readiness.ui.widgets.split_view import SplitView, scrolled

READY = N_("The camera and the microphone are let go first, so that Chrome can use them.")
NOT_READY = N_("See to what is left first.")
ICON_PX = (5 * GRID, 14 * GRID)
"""The verdict's icon on the lowest window that has room for it, and on the highest."""
LOW_PX = 32 * GRID


class StartPage(QWidget):
    """`opened` when the person wants the meeting, `insisted` with a reason to start despite a no-go."""

    opened = Signal()
    insisted = Signal(object)

    def __init__(self, guideline: Guideline | None, service: Service, override: Override) -> None:
        super().__init__()
        self._service = service
        self._told: tuple[object, ...] = ()
        self._icon = outcome_icon.OutcomeIcon(ICON_PX[1])
        self._title = theme.label(Size.DISPLAY, bold=True)
        self._advice = theme.label()
        self._notice = theme.label()
        theme.set_style(self._notice, muted=True)
        for each in (self._title, self._advice, self._notice):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.open_button = QPushButton()
        self.open_button.setFont(theme.font(Size.TITLE, bold=True))
        self.open_button.setMinimumSize(40 * GRID, 7 * GRID)
        theme.set_style(self.open_button, main=True)
        self.open_button.clicked.connect(self.opened)
        self.insist = OverridePicker(override.reasons)
        self.insist.insisted.connect(self.insisted)
        self._remarks = QVBoxLayout()
        self._remarks.setSpacing(0)
        self.after = AfterPanel(guideline)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(SplitView(scrolled(self._middle()), self.after))

    def _middle(self) -> QWidget:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(4 * GRID, GRID, 4 * GRID, GRID)
        column.setSpacing(2 * GRID)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(self._icon, 0, centre)
        column.addWidget(self._title)
        column.addWidget(self._advice)
        column.addWidget(self.open_button, 0, centre)
        column.addWidget(self.insist)
        column.addWidget(self._notice)
        remarks = QHBoxLayout()
        for stretch in (1, 5, 1):
            remarks.addLayout(self._remarks if stretch > 1 else QVBoxLayout(), stretch)
        column.addLayout(remarks)
        column.addStretch(2)
        return middle

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """On a low window the verdict makes room for the button and what is to be known; the banner says it too."""
        least, most = ICON_PX
        self._icon.set_side(max(least, min(most, self.height() // 5)))
        for each in (self._icon, self._title):
            each.setVisible(self.height() >= LOW_PX)
        super().resizeEvent(event)

    def show_state(self, state: State, banner: Banner, words: Words, now: datetime) -> None:
        """Show the verdict in full, as it is at `now`."""
        tone = outcome_icon.of_banner(banner)
        self._icon.show_tone(tone)
        self._title.setText(words(banner.title))
        theme.set_style(self._title, tone=tone.value)
        may = may_start(state)
        self._advice.setText(words(banner.advice if state.departed else READY if may else NOT_READY))
        self.open_button.setEnabled(may and not state.leaving)
        self.open_button.setText(
            words(N_("Open the meeting once more") if state.departed else N_("Open the meeting in Chrome"))
        )
        theme.set_style(self.open_button, main=not state.departed)
        self.insist.show_state(state, words)
        self._notice.setText("" if self._service.url else words(NO_ADDRESS))
        self._notice.setVisible(bool(self._notice.text()))
        remarks = () if state.departed else to_know(findings(state))
        if (remarks, words.language) != self._told:
            self._told = (remarks, words.language)
            self._show_remarks(remarks, words)
        self.after.show_words(words, now)

    def _show_remarks(self, remarks: Sequence[Finding], words: Words) -> None:
        while old := self._remarks.takeAt(0):
            widget = old.widget()
            if widget:
                widget.hide()
                widget.deleteLater()
        for each in remarks:
            self._remarks.addWidget(Remark(each, words))
