"""A title that opens to what is below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from readiness.ui.theme import theme
from readiness.ui.theme.theme import Size


class Collapsible(QWidget):
    """Closed until the person opens it; a person in a hurry never has to."""

    def __init__(self, inside: Sequence[QWidget]) -> None:
        super().__init__()
        self.title = QPushButton()
        self.title.setCheckable(True)
        self.title.setFont(theme.font(Size.SMALL))
        theme.set_style(self.title, fold=True)
        self._words = ""
        self._body = QWidget()
        self._body.hide()
        self.title.toggled.connect(self._turn)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        for each in inside:
            body.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.title, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._body)

    def show_title(self, text: str) -> None:
        """Show that title."""
        self._words = text
        self.title.setAccessibleName(text)
        self._mark()

    def _turn(self, opened: bool) -> None:  # noqa: FBT001  (a signal's argument)
        self._body.setVisible(opened)
        self._mark()

    def _mark(self) -> None:
        self.title.setText(f"{'▾' if self.title.isChecked() else '▸'}  {self._words}")
