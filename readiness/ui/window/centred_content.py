"""Keeps banner, page and footer together where the window is larger than they need."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID, MAX_WIDTH_PX

MAX_HEIGHT_PX = 152 * GRID
"""The longest page fits: all questions. On a screen of 2160 rows the footer would stand a screen below what is said."""

ABOVE_SHARE = 0.4
"""Of the free height: a little above the middle, nearer to the camera."""


class CentredContent(QWidget):
    """Holds `content`, at most `MAX_HEIGHT_PX` high; where that leaves room above it, it is no wider than a page."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self._around = QVBoxLayout(self)
        self._around.setContentsMargins(0, 0, 0, 0)
        self._around.addWidget(content)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Leave free what the content does not need."""
        super().resizeEvent(event)
        high = max(0, event.size().height() - MAX_HEIGHT_PX)
        wide = max(0, event.size().width() - MAX_WIDTH_PX) if high else 0
        above, left = round(ABOVE_SHARE * high), wide // 2
        self._around.setContentsMargins(left, above, wide - left, high - above)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Paint what is left free in another colour than the page."""
        painter = QPainter(self)
        painter.setClipRegion(event.region() - QRegion(self._content.geometry()))
        painter.fillRect(self.rect(), QColor(theme.colours().surface))
