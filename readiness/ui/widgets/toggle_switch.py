"""A check box in the form of a switch."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID

TRACK_PX = (5 * GRID, 3 * GRID)
"""Width and height at the least text."""


class ToggleSwitch(QCheckBox):
    """A switch; when it is on, the knob is on the right and the track is filled."""

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Return the size of track and text with margins."""
        text = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        width, height = (theme.scaled(each) for each in TRACK_PX)
        return QSize(width + text.width() + 3 * GRID, max(height, text.height()) + GRID)

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802  (Qt's own name)
        """Accept clicks on the text as well."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  (Qt's own name)
        """Paint the widget."""
        scheme = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = (theme.scaled(each) for each in TRACK_PX)
        track = QRectF(2, (self.height() - height) / 2 + 2, width - 4, height - 4)
        on = self.isChecked()
        painter.setPen(QPen(QColor(scheme.accent if on else scheme.muted), 1.5))
        painter.setBrush(QColor(scheme.accent if on else scheme.ground))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        knob = track.height() - 8
        left = track.right() - knob - 4 if on else track.left() + 4
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(scheme.on_accent if on else scheme.muted))
        painter.drawEllipse(QRectF(left, track.top() + 4, knob, knob))
        painter.setPen(QColor(scheme.text))
        text = QRectF(self.rect()).adjusted(width + GRID, 0, 0, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(QColor(scheme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            beside = self.fontMetrics().horizontalAdvance(self.text()) + GRID  # so that it does not cut the switch
            painter.drawRoundedRect(QRectF(text.left() - GRID / 2, 1, beside, self.height() - 2), 4, 4)
