"""The sign's pictogram: a person on a screen and a no-entry sign. Drawn for this program in a square of 100 × 100."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

SIDE = 100.0


def paint_pictogram(painter: QPainter, square: QRectF, figure: QColor, ground: QColor, stop: QColor) -> None:
    """Paint the pictogram into `square`.

    Args:
        painter: any painter.
        square: where; a rectangle that is not square gets the largest square in its middle.
        figure: the colour of screen and person.
        ground: the background, also used for the gap between the stop mark and the screen.
        stop: the colour of the stop mark, whose bar is in `figure`.
    """
    side = min(square.width(), square.height())
    painter.save()
    painter.translate(square.center().x() - side / 2, square.center().y() - side / 2)
    painter.scale(side / SIDE, side / SIDE)
    painter.setPen(Qt.PenStyle.NoPen)
    _paint_screen(painter, figure)
    _paint_person(painter, figure)
    _paint_stop(painter, QPointF(79, 72), figure, ground, stop)
    painter.restore()


def _paint_screen(painter: QPainter, figure: QColor) -> None:
    """Paint a monitor. Its parts are separate shapes, since Qt would cut off the round corners of a joined one."""
    frame = QPainterPath()
    frame.setFillRule(Qt.FillRule.OddEvenFill)
    frame.addRoundedRect(QRectF(2, 8, 96, 68), 8, 8)
    frame.addRoundedRect(QRectF(8.5, 14.5, 83, 55), 3, 3)
    painter.fillPath(frame, figure)
    painter.fillRect(QRectF(43, 75, 14, 12), figure)
    painter.setBrush(figure)
    painter.drawRoundedRect(QRectF(27, 85, 46, 7), 3.5, 3.5)


def _paint_person(painter: QPainter, figure: QColor) -> None:
    """Head and shoulders, cut off by the lower edge of the picture as in a video call."""
    painter.setBrush(figure)
    painter.drawEllipse(QPointF(44, 33), 11.5, 11.5)
    shoulders = QPainterPath(QPointF(19, 70))
    shoulders.cubicTo(QPointF(19, 54), QPointF(29, 48.5), QPointF(44, 48.5))
    shoulders.cubicTo(QPointF(59, 48.5), QPointF(69, 54), QPointF(69, 70))
    shoulders.closeSubpath()
    painter.fillPath(shoulders, figure)


def _paint_stop(painter: QPainter, centre: QPointF, figure: QColor, ground: QColor, stop: QColor) -> None:
    """The traffic sign "no entry"."""
    painter.setBrush(ground)
    painter.drawEllipse(centre, 25, 25)
    painter.setBrush(stop)
    painter.setPen(QPen(figure, 2.5))
    painter.drawEllipse(centre, 19.75, 19.75)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(figure)
    painter.drawRoundedRect(QRectF(centre.x() - 12.5, centre.y() - 3.75, 25, 7.5), 1, 1)
