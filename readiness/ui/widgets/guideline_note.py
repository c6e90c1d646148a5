"""An item of the guideline that is only displayed, with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from readiness.guideline.data import Item, Sentence
from readiness.i18n import Words
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID, Size
from readiness.ui.widgets.reason_button import ReasonButton


class GuidelineNote(QWidget):
    """Shows the item's text."""

    def __init__(self, item: Item, sentences: Sequence[Sentence], size: Size = Size.BODY) -> None:
        super().__init__()
        self.item = item
        self.why = ReasonButton(sentences)
        self._text = theme.label(size, muted=size is Size.SMALL)
        self.why.setFont(theme.font(size))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.addWidget(self._text, 0, 0)
        grid.addWidget(self.why, 0, 1)
        grid.addWidget(self.why.reason, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)

    def retranslate(self, words: Words) -> None:
        """Show the text in the language of `words`."""
        self._text.setText(self.item.words(words.language).text)
        self.why.retranslate(self._text.text(), words)
