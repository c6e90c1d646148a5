"""Two parts of a page: side by side, and the second below the first where the window is too narrow for both."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QWidget

from readiness.ui.theme.theme import GRID

BESIDE_PX = 41 * GRID
"""How wide the second part is beside the first."""

NARROW_PX = 100 * GRID
"""Below this the first part has too little room beside the second: a small laptop's screen at 200 %."""


class SplitView(QScrollArea):
    """`main` takes what `beside` leaves; each scrolls by itself. Stacked, the page scrolls from one to the other."""

    def __init__(self, main: QWidget, beside: QWidget) -> None:
        super().__init__()
        _bare(self)
        self._main, self._beside = main, scrolled(beside)
        self._inside = beside
        both = QWidget()
        self._row = QHBoxLayout(both)
        self._row.setContentsMargins(0, GRID, GRID, GRID)
        self._row.setSpacing(GRID)
        self._row.addWidget(main, 1)
        self._row.addWidget(self._beside)
        self.setWidget(both)
        self._stack(narrow=False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Stack them where there is too little room for both."""
        self._stack(narrow=self.width() < NARROW_PX)
        super().resizeEvent(event)

    def _stack(self, *, narrow: bool) -> None:
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(direction)
        self._row.setContentsMargins(GRID if narrow else 0, GRID, GRID, GRID)
        self._main.setMinimumHeight(max(0, self.viewport().height() - 4 * GRID) if narrow else 0)
        self._beside.setMinimumHeight(self._inside.sizeHint().height() if narrow else 0)
        self._beside.setMinimumWidth(0 if narrow else BESIDE_PX)
        self._beside.setMaximumWidth(self.maximumWidth() if narrow else BESIDE_PX)


def scrolled(inside: QWidget) -> QScrollArea:
    """`inside` in an area that scrolls up and down, and never sideways."""
    area = QScrollArea()
    _bare(area)
    area.setWidget(inside)
    return area


def _bare(area: QScrollArea) -> None:
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
