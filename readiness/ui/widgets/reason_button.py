"""A button that shows the guideline's sentences as the reason for a question or note."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QPushButton

from readiness.guideline.data import Sentence
from readiness.i18n import N_, Words
from readiness.ui.theme import theme
from readiness.ui.theme.accessibility import notify_expanded, say
from readiness.ui.theme.theme import Size


class ReasonButton(QPushButton):
    """`reason` is the label that the button shows and hides; its owner places it."""

    accessible_role = QAccessible.Role.Button

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        super().__init__()
        self.expanded = False
        theme.set_style(self, quiet=True)
        self.reason: QLabel = theme.label(Size.SMALL, muted=True)
        self.reason.setText("\n".join(f"”{each.text}” ({each.section})" for each in sentences))
        self.reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.reason.hide()
        self.clicked.connect(self.turn)

    def retranslate(self, about: str, words: Words) -> None:
        """Show the text in the language of `words`; `about` is what the reason is for."""
        self.setText(words(N_("Why?")))
        self.setAccessibleName(f"{self.text()} {about}")

    def turn(self) -> None:
        """Show the reason and have it read out, or hide it; as a description it would be read at every press of Tab."""
        self.expanded = self.reason.isHidden()
        self.reason.setVisible(self.expanded)
        notify_expanded(self)
        if self.expanded:
            say(self, self.reason.text())
