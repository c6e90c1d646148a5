"""Draws the door sign on anything a QPainter paints on: paper, PDF, a widget, a whole screen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath

from readiness.door_sign import Sign
from readiness.ui.sign.pictogram import paint_pictogram
from readiness.ui.sign.sign_layout import (
    CORNER_PT,
    FRAME_PT,
    PADDING_PT,
    PANEL,
    PAPER,
    SHORT_SIDE_PT,
    SMALLEST_PLACE_PT,
    STOP,
    UNIT,
    Areas,
    Line,
    areas_of,
    font,
    footer_of,
    height_of,
    lines_of,
    main_pt_of,
    padded,
    strip_width,
    width_of,
)


def paint_sign(painter: QPainter, target: QRectF, sign: Sign) -> None:
    """Paint the sign so that it fills `target`, upright or lying as `target` is.

    Args:
        painter: active on any device; it is left as it was.
        target: in the painter's own units.
        sign: what to paint.
    """
    scale = min(target.width(), target.height()) / SHORT_SIDE_PT
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.translate(target.topLeft())
    painter.scale(scale, scale)
    page = QRectF(0, 0, target.width() / scale, target.height() / scale)
    lines = lines_of(sign.wordings)
    footer = [line for part in footer_of(sign, strip_width(page)) for line in part]
    areas = areas_of(page, lines, footer)
    painter.fillRect(page, QColor(PAPER))
    painter.fillPath(_plate(areas), QColor(PANEL))
    _paint_pictogram(painter, areas.panel)
    _paint_words(painter, areas.words, lines)
    _paint_footer(painter, areas.strip, footer)
    painter.restore()


def _plate(areas: Areas) -> QPainterPath:
    """Return panel, frame and strip as one shape, with the white text area cut out."""
    plate, field = QPainterPath(), QPainterPath()
    plate.addRoundedRect(areas.plate, CORNER_PT, CORNER_PT)
    field.addRoundedRect(areas.words, CORNER_PT - FRAME_PT, CORNER_PT - FRAME_PT)
    return plate.subtracted(field)


def _paint_pictogram(painter: QPainter, panel: QRectF) -> None:
    space = min(panel.width(), panel.height()) * 0.09
    square = panel.adjusted(space, space, -space, -space)
    paint_pictogram(painter, square, figure=QColor(PAPER), ground=QColor(PANEL), stop=QColor(STOP))


def _paint_words(painter: QPainter, area: QRectF, lines: list[Line]) -> None:
    """Paint the lines in the middle of `area`."""
    main_pt = main_pt_of(area, lines)
    middle = padded(area).center()
    top = middle.y() - main_pt * height_of(lines) / 2
    for line in lines:
        top += line.space * main_pt
        _paint_line(painter, QPointF(middle.x(), top + line.pitch * main_pt / 2), line, line.size * main_pt)
        top += line.pitch * main_pt


def _paint_footer(painter: QPainter, strip: QRectF, lines: list[Line]) -> None:
    top = strip.top() + PADDING_PT / 2
    for line in lines:
        fitted, size = _fit(line, strip.width() - 2 * PADDING_PT)
        _paint_line(painter, QPointF(strip.center().x(), top + line.pitch / 2), fitted, size)
        top += line.pitch


def _fit(line: Line, width_pt: float) -> tuple[Line, float]:
    """Return line and size that fit: reduced to `SMALLEST_PLACE_PT` at least, then elided."""
    needed = width_of(line.text, line.size, line.weight)
    size = min(line.size, line.size * width_pt / needed)
    if size >= SMALLEST_PLACE_PT:
        return line, size
    metrics = QFontMetricsF(font(SMALLEST_PLACE_PT, line.weight))
    short = metrics.elidedText(line.text, Qt.TextElideMode.ElideRight, width_pt * UNIT)
    return replace(line, text=short), SMALLEST_PLACE_PT


def _paint_line(painter: QPainter, centre: QPointF, line: Line, size_pt: float) -> None:
    """Paint one line of selectable text, the middle of its capitals on `centre`.

    The trailing space separates the lines when the text is copied.
    """
    used = font(size_pt, line.weight)
    metrics = QFontMetricsF(used)
    painter.save()
    painter.translate(centre)
    painter.scale(line.stretch / UNIT, 1 / UNIT)
    painter.setFont(used)
    painter.setPen(QColor(line.colour))
    painter.drawText(QPointF(-metrics.horizontalAdvance(line.text) / 2, metrics.capHeight() / 2), line.text + " ")
    painter.restore()
