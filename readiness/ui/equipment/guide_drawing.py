"""The one arrow on the self-view: which way to move, or where a lamp is wanted. White with a dark edge, on any picture.

The picture is a mirror, so that a person's own left is to the left.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform

from readiness.ui.state.preview_overlay import Box, Shape
from readiness.ui.theme import icons, theme
from readiness.ui.theme.theme import GRID, Size

ON_PICTURE = QColor("#ffffff")
SHADE = QColor(0, 0, 0, 165)
_TURNS = {Shape.RIGHT: 0.0, Shape.DOWN: 90.0, Shape.LEFT: 180.0, Shape.UP: 270.0}
_PLACES = frozenset({Shape.LEFT, Shape.RIGHT, Shape.CLOSER, Shape.BACK})
"""Shapes about the face's position, which are drawn together with its wanted place."""


def paint_guide(painter: QPainter, frame: QRectF, shape: Shape, face: Box | None, wanted: Box) -> None:
    """Paint the shape over a picture in `frame`.

    Args:
        painter: any painter.
        frame: where the picture is.
        shape: what to paint.
        face: where the face is; None: `wanted` is used instead.
        wanted: where the face should be.
    """
    target, around = _on(frame, wanted), _on(frame, face or wanted)
    if shape in _PLACES:
        _outline(painter, target)
    arm = max(30.0, min(frame.width() / 9, around.height() / 2))
    centre = around.center()
    if shape in _TURNS:
        reach = around.width() / 2 if shape in (Shape.LEFT, Shape.RIGHT) else around.height() / 2
        angle = math.radians(_TURNS[shape])
        start = centre + QPointF(math.cos(angle), math.sin(angle)) * (reach + GRID)
        _arrow(painter, _inside(start, frame, arm), _TURNS[shape], arm)
    elif shape in (Shape.CLOSER, Shape.BACK):
        for turn in (0.0, 180.0):
            out = QPointF(math.cos(math.radians(turn)), 0) * (around.width() / 2 + GRID)
            tail = (
                centre + out if shape is Shape.CLOSER else centre + out + QPointF(math.cos(math.radians(turn)), 0) * arm
            )
            _arrow(painter, tail, turn if shape is Shape.CLOSER else turn + 180, arm)
    elif shape is Shape.TURN:
        _bend(painter, around, arm)
    else:
        _lamp(painter, frame, around, shape, arm)


def paint_caption(painter: QPainter, frame: QRectF, words: str) -> None:
    """Paint the caption in a strip along the lower edge of the picture."""
    painter.setFont(theme.font(Size.TITLE, bold=True))
    metrics = painter.fontMetrics()
    size = metrics.size(0, words)
    width = min(frame.width() - 2 * GRID, size.width() + 5 * GRID)
    strip = QRectF(0, 0, width, size.height() + 2 * GRID)
    strip.moveCenter(QPointF(frame.center().x(), frame.bottom() - strip.height() / 2 - 2 * GRID))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(SHADE)
    painter.drawRoundedRect(strip, strip.height() / 2, strip.height() / 2)
    painter.setPen(ON_PICTURE)
    painter.drawText(strip, Qt.AlignmentFlag.AlignCenter, words)


def _on(frame: QRectF, box: Box) -> QRectF:
    mirrored = box.mirrored()
    left, top = frame.left() + mirrored.left * frame.width(), frame.top() + mirrored.top * frame.height()
    return QRectF(left, top, mirrored.width * frame.width(), mirrored.height * frame.height())


def _inside(point: QPointF, frame: QRectF, arm: float) -> QPointF:
    """Move the point away from the edge so that the whole arrow is inside the picture."""
    room = arm + GRID
    x = min(max(point.x(), frame.left() + room), frame.right() - room)
    return QPointF(x, min(max(point.y(), frame.top() + room), frame.bottom() - room))


def _outline(painter: QPainter, place: QRectF) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((SHADE, 5.0), (ON_PICTURE, 2.5)):
        pen = QPen(colour, width, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
        pen.setDashPattern([12 / width, 10 / width])
        painter.setPen(pen)
        painter.drawEllipse(place)


def _arrow(painter: QPainter, tail: QPointF, turn_deg: float, length: float) -> None:
    """Paint a solid arrow from `tail`; 0° points right, 90° down."""
    half, neck = length * 0.14, length * 0.55
    shape = QPainterPath(QPointF(0, -half))
    for x, y in ((neck, -half), (neck, -3 * half), (length, 0), (neck, 3 * half), (neck, half), (0, half)):
        shape.lineTo(x, y)
    shape.closeSubpath()
    _fill(painter, QTransform().translate(tail.x(), tail.y()).rotate(turn_deg).map(shape))


def _bend(painter: QPainter, face: QRectF, arm: float) -> None:
    """Paint an arrow curved over the head."""
    arc = face.adjusted(-arm * 0.35, -arm * 0.5, arm * 0.35, arm * 0.5)
    path = QPainterPath()
    path.arcMoveTo(arc, 140)
    path.arcTo(arc, 140, -92)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((SHADE, arm * 0.28 + 4), (ON_PICTURE, arm * 0.28)):
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawPath(path)
    end = path.currentPosition()
    _arrow(painter, end - QPointF(0, arm * 0.05), 48, arm * 0.8)


def _lamp(painter: QPainter, frame: QRectF, face: QRectF, shape: Shape, arm: float) -> None:
    """Paint a lamp where light is needed, with an arrow for its direction; crossed out if there is too much light."""
    side = arm * 1.15
    to_left = shape is Shape.LAMP_LEFT
    if shape in (Shape.LAMP_LEFT, Shape.LAMP_RIGHT):
        edge = face.left() - 2.2 * arm if to_left else face.right() + 2.2 * arm
        centre = QPointF(min(max(edge, frame.left() + side), frame.right() - side), face.center().y() - arm * 0.4)
    else:
        centre = QPointF(frame.left() + side, frame.top() + side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(SHADE)
    painter.drawEllipse(centre, side * 0.72, side * 0.72)
    box = QRectF(0, 0, side, side)
    box.moveCenter(centre)
    icons.paint_icon(painter, box, "lamp", ON_PICTURE)
    if shape in (Shape.LAMP_LEFT, Shape.LAMP_RIGHT):
        start = centre + QPointF((1 if to_left else -1) * side * 0.85, 0)
        _arrow(painter, start, 0 if to_left else 180, arm * 0.9)
        _dark_side(painter, face, left=to_left)
    elif shape is Shape.LAMP_FRONT:
        _arrow(painter, centre + QPointF(side * 0.6, side * 0.45), 35, arm * 0.9)
    else:
        painter.setPen(QPen(ON_PICTURE, 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        reach = side * 0.5
        painter.drawLine(centre + QPointF(-reach, reach), centre + QPointF(reach, -reach))


def _dark_side(painter: QPainter, face: QRectF, *, left: bool) -> None:
    """Outline the half of the face that lacks light."""
    path = QPainterPath()
    path.arcMoveTo(face, 90)
    path.arcTo(face, 90, 180 if left else -180)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((SHADE, 6.0), (ON_PICTURE, 3.0)):
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(path)


def _fill(painter: QPainter, path: QPainterPath) -> None:
    painter.setPen(QPen(SHADE, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(ON_PICTURE)
    painter.drawPath(path)
