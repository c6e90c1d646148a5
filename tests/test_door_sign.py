"""The door sign as data: the guideline's own words, and what a person may add."""

from __future__ import annotations

from datetime import time

import pytest

from readiness.assets import asset
from readiness.door_sign import ENGLISH, SWEDISH, PaperSize, Sign, SignError, SignLanguage, collapsed, parse_until
from readiness.guideline.loader import load


def test_text_comes_from_the_guideline() -> None:
    sentence = load(asset("guideline.toml")).sentence("surroundings.sign").text
    assert f"”{SWEDISH.sentence}”" in sentence


def test_sentence_in_english() -> None:
    assert ENGLISH.sentence == "Video meeting in progress. Please do not disturb."


@pytest.mark.parametrize("size", PaperSize)
def test_paper_sizes_have_the_expected_aspect_ratio(size: PaperSize) -> None:
    short_mm, long_mm = size.value
    assert long_mm / short_mm == pytest.approx(2**0.5, rel=0.005)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10:45", time(10, 45)),
        ("9:05", time(9, 5)),
        (" 09.05 ", time(9, 5)),
        ("00:00", time(0, 0)),
        ("23:59", time(23, 59)),
    ],
)
def test_end_time_is_parsed(text: str, expected: time) -> None:
    assert parse_until(text) == expected


@pytest.mark.parametrize(
    "text", ["", "10", "24:00", "10:60", "10:4", "010:45", "-1:30", "١٠:٤٥", "10:45:00", "soon", "²:30"]
)
def test_invalid_time_is_reported(text: str) -> None:
    with pytest.raises(SignError, match="10:45"):
        parse_until(text)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (SignLanguage.SWEDISH, "till 09:05"),
        (SignLanguage.ENGLISH, "until 09:05"),
        (SignLanguage.SWEDISH_AND_ENGLISH, "till / until 09:05"),
    ],
)
def test_until_line(language: SignLanguage, expected: str) -> None:
    assert Sign(language=language, until=time(9, 5)).until_line == expected


@pytest.mark.parametrize(
    ("room", "unit", "expected"),
    [
        ("", "", ""),
        ("Rum 3", "", "Rum 3"),
        ("", "Barnmottagningen", "Barnmottagningen"),
        (" Rum 3\n", "Barn\tmottagningen", "Rum 3 · Barn mottagningen"),
    ],
)
def test_place_line(room: str, unit: str, expected: str) -> None:
    assert Sign(room=room, unit=unit).place_line == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\r\n\u2028c", "a b c"),
        ("torn \ud83d half", "torn half"),
        ("👩🏽\u200d⚕️ קליניקה", "👩🏽\u200d⚕️ קליניקה"),
        ("   ", ""),
    ],
)
def test_one_line_keeps_every_script_and_drops_undrawable_characters(text: str, expected: str) -> None:
    assert collapsed(text) == expected
