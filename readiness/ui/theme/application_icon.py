"""The program's icon: a person in a picture, and a tick. Drawn in a square of 64 × 64."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPainterPath, QPen, QPixmap

SIDE = 64.0
SIZES_PX = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""Sizes used by Windows from 100 % to 400 % scaling."""

SMALL_PX = 24
"""Up to this size only the tick is drawn, because more would be unrecognizable."""

GROUND, FIGURE, TICK = QColor("#1f4e79"), QColor("#ffffff"), QColor("#2e7d4f")


def application_icon() -> QIcon:
    """Return the icon for windows and the task bar."""
    icon = QIcon()
    for side_px in SIZES_PX:
        icon.addPixmap(QPixmap.fromImage(picture(side_px)))
    return icon


def picture(side_px: int) -> QImage:
    """Return the icon as an image with a transparent background, `side_px` × `side_px`."""
    image = QImage(side_px, side_px, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side_px / SIDE, side_px / SIDE)
    painter.setPen(Qt.PenStyle.NoPen)
    if side_px <= SMALL_PX:
        _paint_small(painter)
    else:
        _paint_large(painter)
    painter.end()
    return image


def _paint_small(painter: QPainter) -> None:
    painter.setBrush(GROUND)
    painter.drawRoundedRect(QRectF(1, 1, 62, 62), 12, 12)
    _paint_tick(painter, QPointF(32, 33), 21, 10)


def _paint_large(painter: QPainter) -> None:
    painter.setBrush(GROUND)
    painter.drawRoundedRect(QRectF(2, 2, 60, 60), 13, 13)
    painter.fillPath(_person(), FIGURE)
    painter.setBrush(GROUND)
    painter.drawEllipse(QPointF(45, 45), 15.5, 15.5)
    painter.setBrush(TICK)
    painter.drawEllipse(QPointF(45, 45), 12.5, 12.5)
    _paint_tick(painter, QPointF(45, 45.3), 6.8, 3.4)


def _person() -> QPainterPath:
    head = QPainterPath()
    head.addEllipse(QPointF(28, 22), 10, 10)
    shoulders = QPainterPath(QPointF(8, 54))
    shoulders.cubicTo(QPointF(8, 41), QPointF(16, 36), QPointF(28, 36))
    shoulders.cubicTo(QPointF(40, 36), QPointF(48, 41), QPointF(48, 54))
    shoulders.closeSubpath()
    return head.united(shoulders)


def _paint_tick(painter: QPainter, centre: QPointF, reach: float, width: float) -> None:
    tick = QPainterPath(centre + QPointF(-reach, reach * 0.05))
    tick.lineTo(centre + QPointF(-reach * 0.3, reach * 0.72))
    tick.lineTo(centre + QPointF(reach, -reach * 0.68))
    painter.strokePath(
        tick, QPen(FIGURE, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
