"""Measured values as a person reads them: unit, decimal separator, words for codes."""

from __future__ import annotations

import pytest

from readiness.i18n import Words
from readiness.model import Fact
from readiness.ui.state.value_format import fact_label, fact_text


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("speech_level_dbfs", -23.4, "−23\N{NO-BREAK SPACE}dBFS"),
        ("rtt_ms", 8.25, "8,2\N{NO-BREAK SPACE}ms"),
        ("roll_deg", 2.0, "2,0°"),
        ("over_exposed_share", 0.034, "3,4 %"),
        ("faces_count", 2, "2"),
        ("first_picture_s", 0.84, "0,8\N{NO-BREAK SPACE}s"),
        ("name", "HD Pro Webcam", "HD Pro Webcam"),
        ("name", "", "–"),
        ("width_px", None, "–"),
        ("frames_per_s", 29.97, "30"),
        ("buses", ("usb", "pci"), "usb, pci"),
    ],
)
def test_a_value_is_read_with_its_unit(name: str, value: object, expected: str) -> None:
    assert fact_text(name, value, Words("sv")) == expected


@pytest.mark.parametrize(("value", "expected"), [("usb", "en telefon"), ("of another time", "of another time")])
def test_a_code_reads_as_the_checks_own_words(value: str, expected: str) -> None:
    assert fact_text("fact", value, Words("sv"), Fact(label="Bus", words={"usb": "a phone"})) == expected


def test_a_name_is_never_translated_nor_filled_in() -> None:
    assert fact_text("name", "{Kamera} Camera", Words("sv")) == "{Kamera} Camera"


def test_english_has_a_decimal_point_and_words_for_yes_and_no() -> None:
    assert fact_text("rtt_ms", 8.25, Words("en")) == "8.2\N{NO-BREAK SPACE}ms"
    assert fact_text("in_use", True, Words("en")) == "Yes"  # noqa: FBT003  (the value under test)
    assert fact_text("in_use", False, Words("en")) == "No"  # noqa: FBT003


@pytest.mark.parametrize(
    ("name", "label", "expected"),
    [
        ("first_picture_s", "Time to the first picture (s)", "Time to the first picture"),
        ("brightest_code", "Brightest part (0 to 255)", "Brightest part (0 to 255)"),
        ("name", "Camera", "Camera"),
    ],
)
def test_unit_is_shown_once(name: str, label: str, expected: str) -> None:
    assert fact_label(name, label) == expected
