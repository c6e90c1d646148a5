"""Icons of outcomes, distinguishable by shape without colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from readiness.ui.state.outcome_tone import Tone
from readiness.ui.theme import theme


class OutcomeIcon(QWidget):
    """Shows a tone as a filled shape with a sign in it; each tone has its own shape."""

    def __init__(self, side_px: int) -> None:
        super().__init__()
        self._tone, self._hollow = Tone.WORKING, False
        self.set_side(side_px)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_side(self, side_px: int) -> None:
        """Set the side length."""
        self.setFixedSize(QSize(side_px, side_px))

    def show_tone(self, tone: Tone) -> None:
        """Show another tone."""
        if tone is not self._tone:
            self._tone = tone
            self.update()

    def show_hollow(self, *, hollow: bool) -> None:
        """Draw only an outline, for what waits for something else."""
        if hollow is not self._hollow:
            self._hollow = hollow
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  (Qt's own name)
        """Paint the widget."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scheme = theme.colours()
        colour = scheme.tone(self._tone)
        filled = not self._hollow and self._tone is not Tone.WORKING
        paint_tone(painter, QRectF(self.rect()), self._tone, colour, QColor(scheme.ground) if filled else None)


_EDGES = {
    Tone.REMARK: ((0.5, 0.12), (0.92, 0.86), (0.08, 0.86)),
    Tone.PROBLEM: (
        (0.3, 0.03),
        (0.7, 0.03),
        (0.97, 0.3),
        (0.97, 0.7),
        (0.7, 0.97),
        (0.3, 0.97),
        (0.03, 0.7),
        (0.03, 0.3),
    ),
    Tone.UNKNOWN: ((0.06, 0.06), (0.94, 0.06), (0.94, 0.94), (0.06, 0.94)),
}
"""Corners of the polygons, as fractions of the side."""

_SIGNS = {
    Tone.GOOD: (((0.28, 0.52), (0.44, 0.68), (0.74, 0.34)),),
    Tone.PROBLEM: (((0.33, 0.33), (0.67, 0.67)), ((0.67, 0.33), (0.33, 0.67))),
    Tone.REMARK: (((0.5, 0.38), (0.5, 0.58)), ((0.5, 0.77), (0.5, 0.775))),
    Tone.UNKNOWN: (((0.3, 0.5), (0.7, 0.5)),),
    Tone.WORKING: tuple(((x, 0.5), (x + 0.005, 0.5)) for x in (0.3, 0.5, 0.7)),
}
"""Strokes of the signs, as fractions of the side."""


def paint_tone(painter: QPainter, box: QRectF, tone: Tone, colour: QColor, sign: QColor | None) -> None:
    """Paint the icon of `tone` in `box`, filled with `colour`, its sign in `sign`; without one, as an outline."""
    side = box.width()

    def shape(points: tuple[tuple[float, float], ...]) -> QPolygonF:
        return QPolygonF([QPointF(box.x() + x * side, box.y() + y * side) for x, y in points])

    def pen(of: QColor, share: float) -> QPen:
        return QPen(of, share * side, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)

    inset = 0.06 * side
    painter.setPen(pen(colour, 0.08))
    painter.setBrush(colour if sign else Qt.BrushStyle.NoBrush)
    if tone in _EDGES:
        painter.drawPolygon(shape(_EDGES[tone]))
    else:
        painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen(sign or colour, 0.11))
    for stroke in _SIGNS[tone]:
        painter.drawPolyline(shape(stroke))
