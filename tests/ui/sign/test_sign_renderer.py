"""The drawing of the sign, measured on what comes out."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import time

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from readiness.door_sign import SWEDISH, Sign, SignLanguage
from readiness.ui.sign.font_coverage import drawable
from readiness.ui.sign.sign_layout import INK, PANEL, PAPER, STOP, font, passages
from readiness.ui.sign.sign_renderer import paint_sign

pytestmark = pytest.mark.usefixtures("qapp")

PLAIN = Sign()
FULL = Sign(language=SignLanguage.SWEDISH_AND_ENGLISH, until=time(10, 45), room="Rum 3", unit="Barnmottagningen")


def painted(sign: Sign, width_px: int, height_px: int) -> QImage:
    image = QImage(width_px, height_px, QImage.Format.Format_RGB32)
    image.fill(QColor("magenta"))
    painter = QPainter(image)
    paint_sign(painter, QRectF(image.rect()), sign)
    painter.end()
    return image


def colours(image: QImage) -> Counter[str]:
    return Counter(
        image.pixelColor(x, y).name()
        for x, y in itertools.product(range(0, image.width(), 2), range(0, image.height(), 2))
    )


def flat_colours(image: QImage) -> set[str]:
    """The colours of areas, without those that smooth their edges."""
    rows = [[image.pixelColor(x, y).name() for x in range(image.width())] for y in range(image.height())]
    return {
        rows[y][x]
        for x, y in itertools.product(range(1, image.width() - 1), range(1, image.height() - 1))
        if rows[y][x] == rows[y][x + 1] == rows[y + 1][x] == rows[y][x - 1] == rows[y - 1][x]
    }


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(name: str) -> float:
    colour = QColor(name)
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("size", [(420, 594), (594, 420)])
@pytest.mark.parametrize("sign", [PLAIN, FULL])
def test_contrast_to_white_is_at_least_seven_to_one(sign: Sign, size: tuple[int, int]) -> None:
    flat = flat_colours(painted(sign, *size))
    assert flat == {PAPER, INK, PANEL, STOP}
    assert min(contrast(PAPER, name) for name in flat - {PAPER}) >= 7


@pytest.mark.parametrize("size", [(420, 594), (594, 420), (1920, 1080), (800, 480), (480, 800), (300, 300)])
def test_the_whole_target_is_painted_and_the_margin_is_white(size: tuple[int, int]) -> None:
    image = painted(FULL, *size)
    assert colours(image)["#ff00ff"] == 0
    width, height = size
    edge = [(x, y) for x in range(width) for y in (0, height - 1)] + [
        (x, y) for y in range(height) for x in (0, width - 1)
    ]
    assert {image.pixelColor(x, y).name() for x, y in edge} == {PAPER}


def ink_bounds(image: QImage) -> tuple[int, int]:
    columns = [
        x
        for x, y in itertools.product(range(image.width()), range(image.height()))
        if image.pixelColor(x, y).name() == INK
    ]
    return min(columns), max(columns)


def test_the_words_are_in_the_middle() -> None:
    left, right = ink_bounds(painted(PLAIN, 210, 297))
    assert left + right == pytest.approx(209, abs=4)


@pytest.mark.parametrize(
    "place",
    [
        "Konferensrum " * 40,
        "W" * 500,
        "غرفة الاجتماعات " * 20,
        "👩🏽‍⚕️ " * 60,
        "קליניקה 12",
        "Rum\n\n3\x00",
        "\ud83d",
        "ff{0}%1",
    ],
)
def test_place_line_stays_inside_the_plate(place: str) -> None:
    image = painted(Sign(room=place, unit=place, until=time(0, 0)), 420, 594)
    margin = {image.pixelColor(x, y).name() for y in range(594) for x in (*range(18), *range(402, 420))}
    assert margin == {PAPER}


def test_the_painter_is_left_as_it_was() -> None:
    image = QImage(100, 140, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.translate(5, 7)
    before = painter.transform(), painter.font(), painter.pen()
    paint_sign(painter, QRectF(0, 0, 80, 100), FULL)
    assert (painter.transform(), painter.font(), painter.pen()) == before
    painter.end()


def lines_of(sign: Sign) -> list[str]:
    return [passage.text for passage in passages(sign)]


def test_room_and_unit_share_a_line_while_it_can_be_read_from_afar() -> None:
    assert lines_of(Sign(room="Rum 3", unit="Ögon")) == [SWEDISH.sentence, "Rum 3 · Ögon"]
    long = Sign(room="Rum 3", unit="Barn- och ungdomsmottagningen", until=time(10, 45))
    assert lines_of(long) == [SWEDISH.sentence, "till 10:45", "Rum 3", "Barn- och ungdomsmottagningen"]


def test_a_long_unit_has_two_rows_and_is_read_as_one() -> None:
    unit = "Barn- och ungdomspsykiatriska öppenvårdsmottagningen Kungälv"
    sign = Sign(unit=unit, until=time(10, 45))
    passage = passages(sign)[-1]
    assert (passage.text, passage.lines) == (unit, 2)
    rows = [line for line in strip_rows(painted(sign, 840, 1188)) if line]
    assert len(rows) == len(["till 10:45", "Barn- och", "Kungälv"])


def strip_rows(image: QImage) -> list[bool]:
    """Runs of scan lines in the strip below the words: True where there are letters."""
    white = [
        any(image.pixelColor(x, y).lightness() > 200 for x in range(90, image.width() - 90))
        for y in range(image.height() * 3 // 4, image.height() - 60)
    ]
    first = white.index(False)
    return [has for has, _ in itertools.groupby(white[first:])]


def test_undrawable_letters_leave_no_boxes() -> None:
    nobody_has = "\U0010fffd"
    assert lines_of(Sign(room=f"Rum{nobody_has} 3")) == [SWEDISH.sentence, "Rum 3"]
    assert lines_of(Sign(room=nobody_has)) == [SWEDISH.sentence]


def test_combining_marks_stay_with_their_letter() -> None:
    used = font(20, QFont.Weight.Bold)
    assert drawable("A\u030a\u0301 é", used) == "A\u030a\u0301 é"
    assert drawable("\U0010fffd\u0301x", used) == "x"
