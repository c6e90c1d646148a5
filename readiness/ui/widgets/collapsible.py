"""A collapsible section with a title."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from readiness.ui.theme import theme
from readiness.ui.theme.accessibility import notify_expanded
from readiness.ui.theme.theme import Size
from readiness.ui.widgets.layouts import fill


class FoldButton(QPushButton):
    """A button that is expanded or collapsed for screen readers."""

    accessible_role = QAccessible.Role.Button

    def __init__(self) -> None:
        super().__init__()
        self.expanded = False


class Collapsible(QWidget):
    """A section that is initially collapsed.

    Args:
        inside: what it contains.
        spacing_px: the distance between its parts.
        inset_px: how far in the title begins.
    """

    def __init__(self, inside: Sequence[QWidget], spacing_px: int = 0, inset_px: int = 0) -> None:
        super().__init__()
        self.title = FoldButton()
        self.title.setFont(theme.font(Size.SMALL))
        theme.set_style(self.title, fold=True)
        self._words = ""
        self._body = QWidget()
        self._body.hide()
        self.title.clicked.connect(self._turn)
        fill(QVBoxLayout(self._body), *inside, gap_px=spacing_px)
        column = fill(QVBoxLayout(self))
        above = QHBoxLayout()
        above.setContentsMargins(inset_px, 0, 0, 0)
        above.addWidget(self.title, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(above)
        column.addWidget(self._body)

    def show_title(self, text: str) -> None:
        """Set the title."""
        self._words = text
        self.title.setAccessibleName(text)
        self._mark()

    def open(self, *, opened: bool) -> None:
        """Show or hide what is inside."""
        if opened is not self.title.expanded:
            self._turn()

    def _turn(self) -> None:
        self.title.expanded = not self.title.expanded
        self._body.setVisible(self.title.expanded)
        notify_expanded(self.title)
        self._mark()

    def _mark(self) -> None:
        theme.set_style(self.title, open=self.title.expanded)
        self.title.setText(f"{'▾' if self.title.expanded else '▸'}  {self._words}")
