"""Whom to call when nothing works and whether they answer now; what to say is folded below it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from readiness.guideline.data import Group, Guideline, Support
from readiness.guideline.support_hours import Hours, support_hours
from readiness.i18n import N_, Words
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID, Size
from readiness.ui.widgets.collapsible import Collapsible
from readiness.ui.widgets.guideline_note import GuidelineNote
from readiness.ui.widgets.layouts import fill

NOW = {
    Hours.OPEN: (N_("Open now, until {closes}."), "good"),
    Hours.CLOSED: (N_("Closed now. Open on weekdays {opens} to {closes}."), "remark"),
    Hours.HOLIDAY: (N_("Closed today, it is a public holiday. Open on weekdays {opens} to {closes}."), "remark"),
    Hours.EVE: (N_("Perhaps closed today. Open on weekdays {opens} to {closes}."), "remark"),
    Hours.UNKNOWN: (N_("Open on weekdays {opens} to {closes}. This computer's clock is wrong."), "remark"),
}


class OutagePanel(QFrame):
    """`copied` is emitted when the person wants to copy the summary for IT support."""

    copied = Signal()

    def __init__(self, guideline: Guideline | None) -> None:
        super().__init__()
        theme.set_style(self, panel=True)
        self._support = guideline.support if guideline else None
        self._title = theme.heading()
        self._number, self._hours = theme.label(Size.TITLE, bold=True), theme.label()
        self._number.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._say = theme.label()
        self.copy_button = QPushButton()
        self.copy_button.clicked.connect(self.copied)
        items = guideline.items if guideline else ()
        self.statements = [
            GuidelineNote(item, guideline.why(item)) for item in items if guideline and item.group is Group.STOP
        ]
        self.more = Collapsible((*self.statements, self._say, self.copy_button), GRID)
        fill(
            QVBoxLayout(self),
            self._title,
            self._number,
            self._hours,
            self.more,
            gap_px=GRID // 2,
            margins_px=(2 * GRID, 2 * GRID, 2 * GRID, GRID),
        )
        for each in (self._number, self._hours):
            each.setVisible(self._support is not None)

    def retranslate(self, words: Words, now: datetime) -> None:
        """Say everything in the language of `words`, as it is at `now`."""
        self._title.setText(words(N_("Outage")))
        self.more.show_title(words(N_("What to tell support")))
        message = N_("Say what does not work, since when, where you are and your number. Nothing about the patient.")
        self._say.setText(words(message))
        self.copy_button.setText(words(N_("Copy for IT support")))
        for statement in self.statements:
            statement.retranslate(words)
        if self._support:
            self._show_support(self._support, words, now)

    def _show_support(self, support: Support, words: Words, now: datetime) -> None:
        self._number.setText(f"{support.name}  {support.phone}")
        message, tone = NOW[support_hours(support, now)]
        self._hours.setText(words(message, {"opens": f"{support.opens:%H:%M}", "closes": f"{support.closes:%H:%M}"}))
        theme.set_style(self._hours, tone=tone)
