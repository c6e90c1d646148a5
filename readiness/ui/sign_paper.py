"""Draws the door sign on anything a QPainter paints on: paper, PDF, a widget, a whole screen.

All lengths are in points as they are on A4: the short side of whatever is painted on counts as 210 mm. A5 and A3
have the same shape, so they are the same drawing, smaller and larger.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath

from readiness.sign import Sign, Wording
from readiness.ui.sign_pictogram import paint_pictogram

PAPER = QColor("#ffffff")
INK = QColor("#0b1f2e")
PANEL = QColor("#0b3a5b")
STOP = QColor("#a3142a")

SHORT_SIDE_PT = 210 / 25.4 * 72
MARGIN_PT = 28.0
CORNER_PT = 20.0
FRAME_PT = 7.0
PADDING_PT = 30.0
UNTIL_PT = 46.0
PLACE_PT = 30.0
SMALLEST_PLACE_PT = 18.0
PANEL_SHARE = {False: 0.34, True: 0.33}
"""The pictogram's part of the long side, upright and lying."""

FAMILIES = ["Segoe UI", "Helvetica Neue", "Inter", "Noto Sans", "Open Sans", "Liberation Sans", "DejaVu Sans", "Arial"]

_UNIT = 20
"""A font's pixel size is a whole number; lengths are drawn this many times enlarged so that none is rounded away."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text. `size` and `space` (above it) are relative to the sign's main line."""

    text: str
    size: float
    weight: QFont.Weight
    space: float = 0.0


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
    painter.fillRect(page, PAPER)
    plate = page.adjusted(MARGIN_PT, MARGIN_PT, -MARGIN_PT, -MARGIN_PT)
    lying = page.width() > page.height()
    panel, rest = _split(plate, lying=lying)
    _paint_plate(painter, plate, panel, lying=lying)
    footer = [each for each in (sign.until_line, sign.place_line) if each]
    if footer:
        rest = _paint_footer(painter, rest, sign)
    inner = rest.adjusted(PADDING_PT, PADDING_PT * 0.8, -PADDING_PT, -PADDING_PT * 0.8)
    _paint_lines(painter, inner, _lines(sign.wordings))
    painter.restore()


def font(size_pt: float, weight: QFont.Weight) -> QFont:
    """The sign's typeface: the system's own sans serif where it is known."""
    chosen = QFont(FAMILIES)
    chosen.setStyleHint(QFont.StyleHint.SansSerif)
    chosen.setWeight(weight)
    chosen.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    chosen.setFeature(
        QFont.Tag("calt"), 0
    )  # its substitute glyphs, such as a raised colon, are lost when text is copied
    chosen.setPixelSize(max(1, round(size_pt * _UNIT)))
    return chosen


def _width(text: str, size_pt: float, weight: QFont.Weight) -> float:
    return QFontMetricsF(font(size_pt, weight)).horizontalAdvance(text) / _UNIT


def _split(plate: QRectF, *, lying: bool) -> tuple[QRectF, QRectF]:
    share = PANEL_SHARE[lying]
    if lying:
        width = plate.width() * share
        return (
            QRectF(plate.left(), plate.top(), width, plate.height()),
            QRectF(plate.left() + width, plate.top(), plate.width() - width, plate.height()),
        )
    height = plate.height() * share
    return (
        QRectF(plate.left(), plate.top(), plate.width(), height),
        QRectF(plate.left(), plate.top() + height, plate.width(), plate.height() - height),
    )


def _paint_plate(painter: QPainter, plate: QRectF, panel: QRectF, *, lying: bool) -> None:
    outer, inner = QPainterPath(), QPainterPath()
    outer.addRoundedRect(plate, CORNER_PT, CORNER_PT)
    hole = plate.adjusted(FRAME_PT, FRAME_PT, -FRAME_PT, -FRAME_PT)
    hole.setLeft(panel.right()) if lying else hole.setTop(panel.bottom())
    inner.addRoundedRect(hole, CORNER_PT - FRAME_PT, CORNER_PT - FRAME_PT)
    painter.fillPath(outer.subtracted(inner), PANEL)
    space = min(panel.width(), panel.height()) * 0.11
    paint_pictogram(painter, panel.adjusted(space, space, -space, -space), PAPER, PANEL, STOP)


def _paint_footer(painter: QPainter, area: QRectF, sign: Sign) -> QRectF:
    """Paint the strip below with end time and place; what is left of `area` above it is returned."""
    lines = []
    if sign.until_line:
        lines.append((sign.until_line, UNTIL_PT, QFont.Weight.Bold))
    if sign.place_line:
        lines.append((sign.place_line, PLACE_PT if lines else UNTIL_PT * 0.8, QFont.Weight.DemiBold))
    height = sum(size for _, size, _ in lines) * 1.25 + PADDING_PT * 0.9
    strip = QRectF(area.left(), area.bottom() - height, area.width(), height)
    painter.fillRect(strip.adjusted(FRAME_PT, 0, -FRAME_PT, -FRAME_PT), PANEL)
    middle = strip.top() + PADDING_PT * 0.35
    for text, size, weight in lines:
        row = QRectF(strip.left() + PADDING_PT, middle, strip.width() - 2 * PADDING_PT, size * 1.25)
        fitted, fitted_size = _fit(text, size, weight, row.width())
        _paint_text(painter, row.center(), fitted, fitted_size, weight, PAPER)
        middle += size * 1.25
    return QRectF(area.left(), area.top(), area.width(), area.height() - height)


def _fit(text: str, size_pt: float, weight: QFont.Weight, width_pt: float) -> tuple[str, float]:
    """The text and size that fit: smaller down to `SMALLEST_PLACE_PT`, then cut short with an ellipsis."""
    needed = _width(text, size_pt, weight)
    if needed <= width_pt:
        return text, size_pt
    size = max(SMALLEST_PLACE_PT, size_pt * width_pt / needed)
    metrics = QFontMetricsF(font(size, weight))
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width_pt * _UNIT), size


def _lines(wordings: tuple[Wording, ...]) -> list[_Line]:
    first, *others = wordings
    bold, medium = QFont.Weight.Bold, QFont.Weight.Medium
    lines = [_Line(text, 1.0, bold) for text in first.announcement]
    if first.joint:
        lines.append(_Line(first.joint, 0.5, bold))
    lines += [_Line(text, 0.76, medium, 0.0 if first.joint else 0.25) for text in first.request]
    for other in others:
        announcement, request = " ".join(other.announcement), " ".join(other.request)
        lines += [_Line(announcement, 0.4, medium, 0.35), _Line(request, 0.4, medium)]
    return lines


_PITCH = 1.16


def _paint_lines(painter: QPainter, area: QRectF, lines: list[_Line]) -> None:
    """Paint the lines in the middle of `area`, as large as both its width and its height allow."""
    height = sum(line.size * _PITCH + line.space for line in lines)
    widest = max(_width(line.text, 100 * line.size, line.weight) / 100 for line in lines)
    main_pt = min(area.width() / widest, area.height() / height)
    top = area.center().y() - main_pt * height / 2
    for line in lines:
        size = line.size * main_pt
        top += line.space * main_pt
        _paint_text(painter, QPointF(area.center().x(), top + size * _PITCH / 2), line.text, size, line.weight, INK)
        top += size * _PITCH


def _paint_text(
    painter: QPainter, centre: QPointF, text: str, size_pt: float, weight: QFont.Weight, colour: QColor
) -> None:
    """Paint one line of selectable text, its small letters' body centred on `centre`."""
    used = font(size_pt, weight)
    metrics = QFontMetricsF(used)
    painter.save()
    painter.translate(centre)
    painter.scale(1 / _UNIT, 1 / _UNIT)
    painter.setFont(used)
    painter.setPen(colour)
    painter.drawText(QPointF(-metrics.horizontalAdvance(text) / 2, metrics.capHeight() / 2), text)
    painter.restore()
