"""Reminders for after the meeting."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from readiness.guideline.data import Group, Guideline
from readiness.i18n import N_, Words
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID
from readiness.ui.widgets.guideline_note import GuidelineNote
from readiness.ui.widgets.layouts import fill


class AfterMeetingPanel(QFrame):
    """Shows the guideline's items for after the meeting."""

    def __init__(self, guideline: Guideline | None) -> None:
        super().__init__()
        self._title = theme.heading()
        items = guideline.items if guideline else ()
        self.statements = [
            GuidelineNote(item, guideline.why(item)) for item in items if guideline and item.group is Group.AFTERWARDS
        ]
        fill(QVBoxLayout(self), self._title, *self.statements, gap_px=GRID)

    def retranslate(self, words: Words) -> None:
        """Show all texts in the language of `words`."""
        self._title.setText(words(N_("After the meeting")))
        for statement in self.statements:
            statement.retranslate(words)
