"""Draws the door sign on anything a QPainter paints on: paper, PDF, a widget, a whole screen.

All lengths are in points as they are on A4: the short side of whatever is painted on counts as 210 mm. A5 and A3
have the same shape, so they are the same drawing, smaller and larger.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageLayout, QPageSize, QPainter, QPainterPath

from readiness.door_sign import PLACE_SEPARATOR, Sign, Wording
from readiness.ui.sign.font_coverage import drawable
from readiness.ui.sign.pdf_tagging import Passage
from readiness.ui.sign.pictogram import paint_pictogram

PAPER = "#ffffff"
INK = "#0b1f2e"
PANEL = "#0b3a5b"
STOP = "#a3142a"

SHORT_SIDE_PT = 210 / 25.4 * 72
MARGIN_PT = 28.0
CORNER_PT = 20.0
FRAME_PT = 7.0
PADDING_PT = 26.0
UNTIL_PT = 48.0
PLACE_PT = 32.0
SHARED_LINE_PT = 26.0
SMALLEST_PLACE_PT = 18.0
PITCH = 1.16
"""From line to line, in sizes."""

LYING_PANEL = 0.36
UPRIGHT_PANEL_LEAST, UPRIGHT_PANEL_MOST = 0.31, 0.42
"""The pictogram's part of the plate's long side; upright, it gets what the words leave."""

FAMILIES = ["Segoe UI", "Helvetica Neue", "Inter", "Noto Sans", "Open Sans", "Liberation Sans", "DejaVu Sans", "Arial"]

OTHER_LINES = 3
"""How many lines a sentence has in a second language."""

OTHER_SIZE = 0.45
"""How large a second language is beside the first: at most half, and as large as that lets it be."""

READ_FROM_M = 2.0
CAPITALS_PER_M_MM = 1000 / 300
"""Capitals a 300th of the distance high can be read in passing, also by those who see less well."""

_UNIT = 20
"""A font's pixel size is a whole number; lengths are drawn this many times enlarged so that none is rounded away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line of text. `size`, `height` and `space` (above it) are relative to the sign's main line."""

    text: str
    size: float
    weight: QFont.Weight
    colour: str = INK
    height: float | None = None
    space: float = 0.0
    stretch: float = 1.0

    @property
    def pitch(self) -> float:
        return self.size * PITCH if self.height is None else self.height


@dataclass(frozen=True, slots=True)
class _Areas:
    """The parts of a plate: `panel` holds the pictogram, `strip` the end time and place, `words` the rest."""

    plate: QRectF
    panel: QRectF
    words: QRectF
    strip: QRectF


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
    lines = _lines(sign.wordings)
    footer = [line for part in _footer(sign, _strip_width(page)) for line in part]
    areas = _areas(page, lines, footer)
    painter.fillRect(page, QColor(PAPER))
    painter.fillPath(_plate(areas), QColor(PANEL))
    _paint_pictogram(painter, areas.panel)
    _paint_words(painter, areas.words, lines)
    _paint_footer(painter, areas.strip, footer)
    painter.restore()


def margin_of(target: QRectF) -> float:
    """The white margin around the plate when a sign is painted into `target`, in the same units."""
    return MARGIN_PT * min(target.width(), target.height()) / SHORT_SIDE_PT


def passages(sign: Sign) -> list[Passage]:
    """What the sign says, in the order `paint_sign` draws it."""
    sentences = [Passage(each.language, each.sentence, len(_lines((each,)))) for each in sign.wordings[:1]]
    sentences += [Passage(each.language, each.sentence, OTHER_LINES) for each in sign.wordings[1:]]
    sides = (SHORT_SIDE_PT, SHORT_SIDE_PT * 2**0.5)
    page = QRectF(0, 0, *(reversed(sides) if sign.landscape else sides))
    return sentences + [
        Passage(sign.wordings[0].language, " ".join(line.text for line in part), len(part))
        for part in _footer(sign, _strip_width(page))
    ]


def page_layout(sign: Sign) -> QPageLayout:
    """The sign's paper without margins: the drawing keeps its own."""
    paper = QPageSize(QPageSize.PageSizeId[sign.size.name])
    turned = QPageLayout.Orientation.Landscape if sign.landscape else QPageLayout.Orientation.Portrait
    return QPageLayout(paper, turned, QMarginsF(0, 0, 0, 0))


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


def _areas(page: QRectF, lines: list[_Line], footer: list[_Line]) -> _Areas:
    plate = page.adjusted(MARGIN_PT, MARGIN_PT, -MARGIN_PT, -MARGIN_PT)
    lying = page.width() > page.height()
    strip_height = _height(footer) + PADDING_PT if footer else FRAME_PT
    panel, words = QRectF(plate), QRectF(plate)
    if lying:
        panel.setWidth(plate.width() * LYING_PANEL)
        words.setLeft(panel.right())
    else:
        width = plate.width() - 2 * (FRAME_PT + PADDING_PT)
        left_over = plate.height() - strip_height - _height(lines) * width / _widest(lines) - 4 * PADDING_PT
        share = min(max(left_over / plate.height(), UPRIGHT_PANEL_LEAST), UPRIGHT_PANEL_MOST)
        panel.setHeight(plate.height() * share)
        words.setTop(panel.bottom())
    strip = QRectF(words)
    strip.setTop(strip.bottom() - strip_height)
    words.setBottom(strip.top())
    words.setRight(words.right() - FRAME_PT)
    if lying:
        words.setTop(words.top() + FRAME_PT)
    else:
        words.setLeft(words.left() + FRAME_PT)
    return _Areas(plate, panel, words, strip)


def _plate(areas: _Areas) -> QPainterPath:
    """Panel, frame and strip as one shape, with the words' white field cut out."""
    plate, field = QPainterPath(), QPainterPath()
    plate.addRoundedRect(areas.plate, CORNER_PT, CORNER_PT)
    field.addRoundedRect(areas.words, CORNER_PT - FRAME_PT, CORNER_PT - FRAME_PT)
    return plate.subtracted(field)


def _paint_pictogram(painter: QPainter, panel: QRectF) -> None:
    space = min(panel.width(), panel.height()) * 0.09
    square = panel.adjusted(space, space, -space, -space)
    paint_pictogram(painter, square, figure=QColor(PAPER), ground=QColor(PANEL), stop=QColor(STOP))


def _lines(wordings: tuple[Wording, ...]) -> list[_Line]:
    """The sentence, large in the first language; any other is at most half as large, in lines that are as short."""
    first, *others = wordings
    bold, medium = QFont.Weight.Bold, QFont.Weight.Medium
    lines = [_Line(text=text, size=1.0, weight=bold) for text in first.announcement]
    if first.joint:
        lines.append(_Line(text=first.joint, size=0.5, weight=bold, colour=STOP, height=0.36, stretch=4.5))
    space = 0.0 if first.joint else 0.22
    for text in first.request:
        lines.append(_Line(text=text, size=0.76, weight=medium, space=space))
        space = 0.0
    for other in others:
        *start, end = other.announcement
        for text, above in ((" ".join(start), 0.3), (end, 0.0), (" ".join(other.request), 0.0)):
            lines.append(_Line(text=text, size=OTHER_SIZE, weight=medium, space=above))
    return lines


def read_from_m(sign: Sign) -> float:
    """From how far the smallest line of the sentence can be read, on the sign's own paper."""
    short, long = SHORT_SIDE_PT, SHORT_SIDE_PT * 2**0.5
    page = QRectF(0, 0, *((long, short) if sign.landscape else (short, long)))
    lines = _lines(sign.wordings)
    footer = [line for part in _footer(sign, _strip_width(page)) for line in part]
    smallest = min(line.size for line in lines if line.height is None) * _main_pt(
        _areas(page, lines, footer).words, lines
    )
    capitals = QFontMetricsF(font(smallest, QFont.Weight.Medium)).capHeight() / _UNIT
    on_paper_mm = capitals / SHORT_SIDE_PT * sign.size.value[0]
    return on_paper_mm / CAPITALS_PER_M_MM


def _height(lines: list[_Line]) -> float:
    """In the unit of the lines' sizes."""
    return sum(line.space + line.pitch for line in lines)


def _widest(lines: list[_Line]) -> float:
    """In the unit of the lines' sizes."""
    return max(_width(line.text, 100 * line.size, line.weight) / 100 for line in lines)


def _main_pt(area: QRectF, lines: list[_Line]) -> float:
    """The size of the main line: as large as both the area's width and its height allow."""
    inside = _padded(area)
    return min(inside.width() / _widest(lines), inside.height() / _height(lines))


def _padded(area: QRectF) -> QRectF:
    return area.adjusted(PADDING_PT, PADDING_PT * 0.6, -PADDING_PT, -PADDING_PT * 0.6)


def _paint_words(painter: QPainter, area: QRectF, lines: list[_Line]) -> None:
    """Paint the lines in the middle of `area`."""
    main_pt = _main_pt(area, lines)
    middle = _padded(area).center()
    top = middle.y() - main_pt * _height(lines) / 2
    for line in lines:
        top += line.space * main_pt
        _paint_line(painter, QPointF(middle.x(), top + line.pitch * main_pt / 2), line, line.size * main_pt)
        top += line.pitch * main_pt


def _strip_width(page: QRectF) -> float:
    """The room for a line under the words."""
    lying = page.width() > page.height()
    return (page.width() - 2 * MARGIN_PT) * (1 - LYING_PANEL if lying else 1) - 2 * PADDING_PT


def _footer(sign: Sign, width_pt: float) -> list[tuple[_Line, ...]]:
    """End time and place, each with its lines; their sizes are points, for they need not be read from afar.

    Room and unit share a line as long as that can be read from some steps away; one that is too long for a line of its
    own has two.
    """
    until = _Line(text=sign.until_line, size=UNTIL_PT, weight=QFont.Weight.Bold, colour=PAPER)
    size, weight = PLACE_PT if sign.until_line else UNTIL_PT, QFont.Weight.DemiBold
    places = [text for text in (drawable(place, font(size, weight)) for place in sign.places) if text]
    together = PLACE_SEPARATOR.join(places)
    if _width(together, SHARED_LINE_PT, weight) <= width_pt:
        places = [together]
    parts: list[tuple[_Line, ...]] = [(until,)] if until.text else []
    for place in filter(None, places):
        rows = _rows(place, width_pt, weight)
        size_pt = size if len(rows) == 1 else SHARED_LINE_PT
        parts.append(tuple(_Line(text=row, size=size_pt, weight=weight, colour=PAPER) for row in rows))
    return parts


def _rows(text: str, width_pt: float, weight: QFont.Weight) -> tuple[str, ...]:
    """`text` in one row where that can be read, else cut between words into two that are as even as can be."""
    words = text.split()
    if len(words) == 1 or _width(text, SHARED_LINE_PT, weight) <= width_pt:
        return (text,)
    cuts = [(" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words))]
    return min(cuts, key=lambda rows: max(_width(row, SHARED_LINE_PT, weight) for row in rows))


def _paint_footer(painter: QPainter, strip: QRectF, lines: list[_Line]) -> None:
    top = strip.top() + PADDING_PT / 2
    for line in lines:
        fitted, size = _fit(line, strip.width() - 2 * PADDING_PT)
        _paint_line(painter, QPointF(strip.center().x(), top + line.pitch / 2), fitted, size)
        top += line.pitch


def _fit(line: _Line, width_pt: float) -> tuple[_Line, float]:
    """The line and the size at which it fits: smaller down to `SMALLEST_PLACE_PT`, then cut short with an ellipsis."""
    needed = _width(line.text, line.size, line.weight)
    size = min(line.size, line.size * width_pt / needed)
    if size >= SMALLEST_PLACE_PT:
        return line, size
    metrics = QFontMetricsF(font(SMALLEST_PLACE_PT, line.weight))
    short = metrics.elidedText(line.text, Qt.TextElideMode.ElideRight, width_pt * _UNIT)
    return replace(line, text=short), SMALLEST_PLACE_PT


def _paint_line(painter: QPainter, centre: QPointF, line: _Line, size_pt: float) -> None:
    """Paint one line of selectable text, the middle of its capitals on `centre`.

    The space at its end, which nobody sees, keeps the lines' words apart when the text is copied.
    """
    used = font(size_pt, line.weight)
    metrics = QFontMetricsF(used)
    painter.save()
    painter.translate(centre)
    painter.scale(line.stretch / _UNIT, 1 / _UNIT)
    painter.setFont(used)
    painter.setPen(QColor(line.colour))
    painter.drawText(QPointF(-metrics.horizontalAdvance(line.text) / 2, metrics.capHeight() / 2), line.text + " ")
    painter.restore()
