"""Two drawings: a headset with a microphone arm, and earbuds with a microphone on the cable."""

from __future__ import annotations

import enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from readiness.ui.state.outcome_tone import Tone
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID

SIDE = 96.0
"""Side of the square in which the drawings are defined, whatever size they are painted in."""


class Thing(enum.Enum):
    """The subject of a drawing."""

    HEADSET = "headset"
    EARBUDS = "earbuds"


class HeadsetDrawing(QWidget):
    """One of the two drawings, in the text colour, with the microphone highlighted."""

    def __init__(self, thing: Thing) -> None:
        super().__init__()
        self._thing = thing
        self.setFixedSize(QSize(12 * GRID, 12 * GRID))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  (Qt's own name)
        """Paint the widget."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / SIDE, self.height() / SIDE)
        if self._thing is Thing.HEADSET:
            _paint_headset(painter)
        else:
            _paint_earbuds(painter)


def _line(painter: QPainter, colour: QColor, width: float) -> None:
    pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _fill(painter: QPainter, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)


def _paint_headset(painter: QPainter) -> None:
    scheme = theme.colours()
    ink, accent = QColor(scheme.text), scheme.tone(Tone.GOOD)
    _line(painter, ink, 5)
    band = QPainterPath(QPointF(18, 50))
    band.cubicTo(QPointF(18, 2), QPointF(78, 2), QPointF(78, 50))
    painter.drawPath(band)
    _fill(painter, ink)
    painter.drawRoundedRect(QRectF(10, 46, 17, 28), 7, 7)
    painter.drawRoundedRect(QRectF(69, 46, 17, 28), 7, 7)
    _line(painter, accent, 4)
    arm = QPainterPath(QPointF(19, 74))
    arm.cubicTo(QPointF(20, 86), QPointF(30, 86), QPointF(44, 85))
    painter.drawPath(arm)
    _fill(painter, accent)
    painter.drawRoundedRect(QRectF(42, 79, 17, 11), 5.5, 5.5)


def _paint_earbuds(painter: QPainter) -> None:
    scheme = theme.colours()
    ink, accent = QColor(scheme.text), scheme.tone(Tone.PROBLEM)
    _line(painter, ink, 2.5)
    left = QPainterPath(QPointF(25, 34))
    left.cubicTo(QPointF(25, 56), QPointF(44, 54), QPointF(48, 68))
    painter.drawPath(left)
    right = QPainterPath(QPointF(71, 34))
    right.cubicTo(QPointF(71, 56), QPointF(52, 54), QPointF(48, 68))
    painter.drawPath(right)
    painter.drawLine(QPointF(48, 68), QPointF(48, 92))
    _fill(painter, ink)
    for x, inward in ((25.0, 1), (71.0, -1)):
        painter.drawEllipse(QPointF(x, 20), 10, 10)
        painter.drawRoundedRect(QRectF(x - 4, 22, 8, 18), 4, 4)
        painter.drawEllipse(QPointF(x + inward * 9, 18), 5, 6)
    _fill(painter, accent)
    painter.drawRoundedRect(QRectF(62, 42, 8, 15), 4, 4)
