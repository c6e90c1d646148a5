"""A drop-down list in the window's style."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QComboBox

from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID

BESIDE_TEXT_PX = 6 * GRID
"""Upper limit for frame, padding and arrow."""


class ComboBox(QComboBox):
    """A drop-down list that ignores the mouse wheel."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.set_style(self, flat=True)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Paint the arrow, which the style sheet leaves out, and the text, elided if it is too long."""
        text = self.currentText() or self.placeholderText()
        if self.fontMetrics().horizontalAdvance(text) < self.width() - BESIDE_TEXT_PX:
            super().paintEvent(event)
        else:
            self._paint_elided()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.colours().muted), 1.8))
        x, y = self.width() - 2 * GRID, self.height() / 2
        painter.drawPolyline(QPolygonF([QPointF(x - 5, y - 2.5), QPointF(x, y + 2.5), QPointF(x + 5, y - 2.5)]))

    def _paint_elided(self) -> None:
        from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QStylePainter  # slow to import, and seldom needed

        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        inside = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        shown: Any = option
        text = shown.currentText or self.placeholderText()
        shown.currentText = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inside.width() - GRID // 2)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  (Qt's own name)
        """Ignore the wheel, so that scrolling the page does not change the selection."""
        event.ignore()
