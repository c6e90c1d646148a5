"""Layout of the door sign: position and size of its texts and pictogram.

All lengths are in points as they are on A4: the short side of whatever is painted on counts as 210 mm. A5 and A3
have the same shape, so they are the same drawing, smaller and larger.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPageLayout, QPageSize

from readiness.door_sign import PLACE_SEPARATOR, Sign, Wording
from readiness.ui.sign.font_coverage import drawable
from readiness.ui.sign.pdf_tagging import Passage

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
"""Line spacing, as a factor of the font size."""

LYING_PANEL = 0.36
UPRIGHT_PANEL_MIN, UPRIGHT_PANEL_MAX = 0.31, 0.42
"""The pictogram's share of the plate's long side; in portrait it gets the space that the texts leave."""

FAMILIES = ["Segoe UI", "Helvetica Neue", "Inter", "Noto Sans", "Open Sans", "Liberation Sans", "DejaVu Sans", "Arial"]

OTHER_LINES = 3
"""Number of lines of a sentence in a second language."""

OTHER_SIZE = 0.45
"""Relative font size of a second language: it must be at most half as large as the first."""

READ_FROM_M = 2.0
CAPITALS_PER_M_MM = 1000 / 300
"""Capitals a 300th of the distance high can be read in passing, also by those who see less well."""

UNIT = 20
"""A font's pixel size is a whole number; lengths are drawn this many times enlarged so that none is rounded away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
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
        """Distance to the next line."""
        return self.size * PITCH if self.height is None else self.height


@dataclass(frozen=True, slots=True)
class Areas:
    """The parts of a plate: `panel` holds the pictogram, `strip` the end time and place, `words` the rest."""

    plate: QRectF
    panel: QRectF
    words: QRectF
    strip: QRectF


def margin_of(target: QRectF) -> float:
    """Return the white margin around the plate of a sign painted into `target`, in the same units."""
    return MARGIN_PT * min(target.width(), target.height()) / SHORT_SIDE_PT


def passages(sign: Sign) -> list[Passage]:
    """Return the sign's texts in the order in which `paint_sign` draws them."""
    sentences = [Passage(each.language, each.sentence, len(lines_of((each,)))) for each in sign.wordings[:1]]
    sentences += [Passage(each.language, each.sentence, OTHER_LINES) for each in sign.wordings[1:]]
    return sentences + [
        Passage(sign.wordings[0].language, " ".join(line.text for line in part), len(part))
        for part in footer_of(sign, strip_width(_page(sign)))
    ]


def _page(sign: Sign) -> QRectF:
    sides = (SHORT_SIDE_PT, SHORT_SIDE_PT * 2**0.5)
    return QRectF(0, 0, *(reversed(sides) if sign.landscape else sides))


def read_from_m(sign: Sign) -> float:
    """Return the distance in metres from which the sentence's smallest line can be read, on the sign's paper."""
    page = _page(sign)
    lines = lines_of(sign.wordings)
    footer = [line for part in footer_of(sign, strip_width(page)) for line in part]
    smallest = min(line.size for line in lines if line.height is None) * main_pt_of(
        areas_of(page, lines, footer).words, lines
    )
    capitals = QFontMetricsF(font(smallest, QFont.Weight.Medium)).capHeight() / UNIT
    on_paper_mm = capitals / SHORT_SIDE_PT * sign.size.value[0]
    return on_paper_mm / CAPITALS_PER_M_MM


def page_layout(sign: Sign) -> QPageLayout:
    """Return the sign's paper without margins, since the drawing has its own."""
    paper = QPageSize(QPageSize.PageSizeId[sign.size.name])
    turned = QPageLayout.Orientation.Landscape if sign.landscape else QPageLayout.Orientation.Portrait
    return QPageLayout(paper, turned, QMarginsF(0, 0, 0, 0))


def font(size_pt: float, weight: QFont.Weight) -> QFont:
    """Return the sign's font: the system's sans serif if it is known."""
    chosen = QFont(FAMILIES)
    chosen.setStyleHint(QFont.StyleHint.SansSerif)
    chosen.setWeight(weight)
    chosen.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # Its substitute glyphs, such as a raised colon, are lost when text is copied.
    chosen.setFeature(QFont.Tag("calt"), 0)
    chosen.setPixelSize(max(1, round(size_pt * UNIT)))
    return chosen


def width_of(text: str, size_pt: float, weight: QFont.Weight) -> float:
    """Return the width of the text in points."""
    return QFontMetricsF(font(size_pt, weight)).horizontalAdvance(text) / UNIT


def lines_of(wordings: tuple[Wording, ...]) -> list[Line]:
    """Return the sentence's lines: large in the first language, at most half as large in others."""
    first, *others = wordings
    bold, medium = QFont.Weight.Bold, QFont.Weight.Medium
    lines = [Line(text=text, size=1.0, weight=bold) for text in first.announcement]
    if first.joint:
        lines.append(Line(text=first.joint, size=0.5, weight=bold, colour=STOP, height=0.36, stretch=4.5))
    space = 0.0 if first.joint else 0.22
    for text in first.request:
        lines.append(Line(text=text, size=0.76, weight=medium, space=space))
        space = 0.0
    for other in others:
        *start, end = other.announcement
        for text, above in ((" ".join(start), 0.3), (end, 0.0), (" ".join(other.request), 0.0)):
            lines.append(Line(text=text, size=OTHER_SIZE, weight=medium, space=above))
    return lines


def areas_of(page: QRectF, lines: list[Line], footer: list[Line]) -> Areas:
    """Return the parts of the plate on the page."""
    plate = page.adjusted(MARGIN_PT, MARGIN_PT, -MARGIN_PT, -MARGIN_PT)
    lying = page.width() > page.height()
    strip_height = height_of(footer) + PADDING_PT if footer else FRAME_PT
    panel, words = QRectF(plate), QRectF(plate)
    if lying:
        panel.setWidth(plate.width() * LYING_PANEL)
        words.setLeft(panel.right())
    else:
        width = plate.width() - 2 * (FRAME_PT + PADDING_PT)
        left_over = plate.height() - strip_height - height_of(lines) * width / _widest(lines) - 4 * PADDING_PT
        share = min(max(left_over / plate.height(), UPRIGHT_PANEL_MIN), UPRIGHT_PANEL_MAX)
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
    return Areas(plate, panel, words, strip)


def height_of(lines: list[Line]) -> float:
    """Return the height of all lines, in the unit of their sizes."""
    return sum(line.space + line.pitch for line in lines)


def _widest(lines: list[Line]) -> float:
    """Return the width of the widest line, in the unit of their sizes."""
    return max(width_of(line.text, 100 * line.size, line.weight) / 100 for line in lines)


def main_pt_of(area: QRectF, lines: list[Line]) -> float:
    """Return the main line's size in points: the largest for which everything fits into the area."""
    inside = padded(area)
    return min(inside.width() / _widest(lines), inside.height() / height_of(lines))


def padded(area: QRectF) -> QRectF:
    """Return the part of an area that text may fill."""
    return area.adjusted(PADDING_PT, PADDING_PT * 0.6, -PADDING_PT, -PADDING_PT * 0.6)


def strip_width(page: QRectF) -> float:
    """Return the width available to a line below the sentence."""
    lying = page.width() > page.height()
    return (page.width() - 2 * MARGIN_PT) * (1 - LYING_PANEL if lying else 1) - 2 * PADDING_PT


def footer_of(sign: Sign, width_pt: float) -> list[tuple[Line, ...]]:
    """Return the lines of end time and place. Their sizes are in points, since they need not be read from a distance.

    Room and unit share a line as long as that can be read from some steps away; one that is too long for a line of its
    own has two.
    """
    until = Line(text=sign.until_line, size=UNTIL_PT, weight=QFont.Weight.Bold, colour=PAPER)
    size, weight = PLACE_PT if sign.until_line else UNTIL_PT, QFont.Weight.DemiBold
    places = [text for text in (drawable(place, font(size, weight)) for place in sign.places) if text]
    together = PLACE_SEPARATOR.join(places)
    if width_of(together, SHARED_LINE_PT, weight) <= width_pt:
        places = [together]
    parts: list[tuple[Line, ...]] = [(until,)] if until.text else []
    for place in filter(None, places):
        rows = _rows(place, width_pt, weight)
        size_pt = size if len(rows) == 1 else SHARED_LINE_PT
        parts.append(tuple(Line(text=row, size=size_pt, weight=weight, colour=PAPER) for row in rows))
    return parts


def _rows(text: str, width_pt: float, weight: QFont.Weight) -> tuple[str, ...]:
    """Return `text` in one row if that is legible, else split between words into two rows of similar length."""
    words = text.split()
    if len(words) == 1 or width_of(text, SHARED_LINE_PT, weight) <= width_pt:
        return (text,)
    cuts = [(" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words))]
    return min(cuts, key=lambda rows: max(width_of(row, SHARED_LINE_PT, weight) for row in rows))
