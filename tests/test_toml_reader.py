"""TOML files written by hand: errors have a kind and a line, and nothing else is ever raised."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.toml_reader import MAX_BYTES, TomlError, line_of, parse, read_text

TEXT = """\
title = "x"
[document]
id = "a"
service.name = "b"
[[item]]
id = "door"
[item.sv]
text = "Är dörren stängd?"
[[item]]
id = "lamp"
"weight" = "must"
[item.sv]
text = "Är lampan tänd?"
[headset]
outcomes = { webcam = "warn" }
[headset.more]
left = 1
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("title",), 1),
        (("document",), 2),
        (("document", "id"), 3),
        (("document", "service", "name"), 4),
        (("document", "missing"), 2),
        (("item", 0, "id"), 6),
        (("item", 0, "sv", "text"), 8),
        (("item", 1), 9),
        (("item", 1, "weight"), 11),
        (("item", 1, "sv", "missing"), 12),
        (("headset", "outcomes"), 15),
        (("headset", "outcomes", "webcam"), 15),
        (("headset", "more", "left"), 17),
        (("nowhere", "key"), None),
    ],
)
def test_line_of_a_key_or_of_its_table_is_found(place: tuple[str | int, ...], line: int | None) -> None:
    assert line_of(TEXT, place) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = 1\nb = = 2", 2),
        ("a = 1\n[b", 2),
        ("a = " + "9" * 5000, None),
        ("a = " + "[" * 5000, None),
        ("a." * 450_000 + "a = 1", None),
    ],
    ids=["two signs", "cut off", "5000 digits", "5000 brackets", "half a million dots"],
)
def test_invalid_toml_raises_with_its_line(text: str, line: int | None) -> None:
    with pytest.raises(TomlError) as caught:
        parse(text)
    assert (caught.value.kind, caught.value.line) == ("not_toml", line)


@given(st.text(alphabet="ab=[]{}\"'.\n#-0123456789T:+_e ", max_size=60))
def test_arbitrary_text_parses_or_raises(text: str) -> None:
    found = {}
    with contextlib.suppress(TomlError):
        found = parse(text)
    many_lines = any(quotes in text for quotes in ('"""', "'''"))  # what looks like a key in there is none
    assert many_lines or all(line_of(text, (name,)) for name in found if name.isalnum())


def test_lines_of_a_huge_file_are_found_at_once() -> None:
    text = "\n".join(f"[t{number}]" for number in range(100_000))
    before_s = time.process_time()
    assert [line_of(text, (f"t{number}", "key")) for number in range(99_000, 100_000)] == [*range(99_001, 100_001)]
    assert time.process_time() - before_s < 10


def test_file_is_read_without_its_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes(b"\xef\xbb\xbfa = 1")
    assert read_text(path) == "a = 1"


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"a = 1\nb = '\xff'", "not_utf8"), (b"#" * (MAX_BYTES + 1), "too_large")],
    ids=["not UTF-8", "too large"],
)
def test_unreadable_file_raises_with_its_kind(tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes(content)
    with pytest.raises(TomlError) as caught:
        read_text(path)
    assert caught.value.kind == kind


def test_folder_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(TomlError) as caught:
        read_text(tmp_path)
    assert caught.value.kind == "unreadable"
