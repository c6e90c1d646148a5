"""The catalogues: complete, in step with the program, and honest about what they lack."""

from __future__ import annotations

import plistlib
import string
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from readiness.assets import asset
from readiness.i18n import LANGUAGES, Words, macos_language

sys.path.insert(0, str(asset("locale")))

import compile_catalogues

SOURCES = sorted(asset("locale").glob("*/LC_MESSAGES/readiness.po"))


def test_every_language_except_english_has_a_catalogue() -> None:
    assert {source.parents[1].name for source in SOURCES} == set(LANGUAGES) - {"en"}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.parents[1].name)
def test_catalogue_has_every_message_with_its_placeholders(source: Path) -> None:
    with source.open("rb") as file:
        catalogue = read_po(file)
    wanted = {message.id for message in compile_catalogues.words_of_the_program() if message.id}
    have = {message.id: str(message.string) for message in catalogue if message.id}
    assert set(have) == wanted
    assert [message for message, text in have.items() if not text] == []
    for message, text in have.items():
        assert places(str(message)) == places(text)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.parents[1].name)
def test_catalogue_is_in_the_order_that_collecting_gives(source: Path) -> None:
    """`python assets/locale/compile_catalogues.py --collect` puts it in order."""
    assert compile_catalogues.collected(source, compile_catalogues.words_of_the_program()) == source.read_bytes()


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.parents[1].name)
def test_no_message_has_two_translations(source: Path) -> None:
    lines = source.read_text("utf-8").splitlines()
    assert [
        one for one, next_one in pairwise(lines) if one.startswith("msgstr ") and next_one.startswith("msgstr ")
    ] == []


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_missing_fact_is_shown_as_a_dash() -> None:
    assert Words("en")("Only {seen} of {all}.", {"seen": 3}) == "Only 3 of –."


def test_name_of_a_megabyte_is_shortened() -> None:
    assert Words("en")("{name} is used.", {"name": "x" * 10**6}) == f"{'x' * 299}… is used."


def test_untranslated_message_is_shown_in_english() -> None:
    assert Words("sv")("Nobody has translated this.") == "Nobody has translated this."


def test_messages_are_translated_to_swedish() -> None:
    assert Words("sv")("Not ready") == "Inte klart än"


@pytest.mark.parametrize(
    ("preferences", "expected"),
    [({"AppleLanguages": ["en-SE", "sv-SE"]}, "en-SE"), ({"AppleLanguages": []}, ""), ({}, ""), (None, "")],
)
def test_macos_language_is_the_first_preferred_language(
    preferences: dict[str, object] | None, expected: str, tmp_path: Path
) -> None:
    path = tmp_path / ".GlobalPreferences.plist"
    if preferences is not None:
        path.write_bytes(plistlib.dumps(preferences, fmt=plistlib.FMT_BINARY))
    assert macos_language(path) == expected


@pytest.mark.parametrize(
    "content", [b"bplist00\xff", b"<?xml version='1.0'?><plist><dict>", b"<plist><array/></plist>"]
)
def test_damaged_macos_preferences_are_ignored(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "torn.plist"
    path.write_bytes(content)
    assert macos_language(path) == ""
