"""Text from reports is never executed by a terminal, a browser or a spreadsheet."""

from __future__ import annotations

import json

import pytest

from readiness.untrusted_text import html_text, inert, json_text, one_line, printable, spreadsheet_cell


@pytest.mark.parametrize(
    "text", ["=1+1", " =1+1", "+1", "-1", "@sum", "\uff1d1", "a;=1+1", "a,=1", "a\t=1", '"=1', "a|=cmd", "\r=1", "\n=1"]
)
def test_no_cell_is_a_formula_in_any_countrys_spreadsheet(text: str) -> None:
    shown = spreadsheet_cell(text)
    assert "'" in shown
    for separator in ";,\t|":
        assert not any(each.lstrip().startswith(("=", "+", "-", "@", "\uff1d")) for each in shown.split(separator))


@pytest.mark.parametrize("text", ["Vårdcentral 5", "2026-11-23", "a-b", "1 + 1", "x=1", "Jabra Evolve2 0b0e:2412"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert spreadsheet_cell(text) == printable(text) == html_text(text) == text


def test_control_and_bidirectional_characters_are_escaped() -> None:
    hostile = "a\x1b[31m\u202eb\x9b\x00\ud800"
    for shown in (one_line(hostile), printable(hostile), spreadsheet_cell(hostile), html_text(hostile)):
        assert shown.isprintable()
        shown.encode()


def test_json_output_keeps_the_text_with_escapes() -> None:
    value = {"unit\u202e": ["\x1b[31m", "å\x9b", "\U000e0001", "plain"]}
    text = json_text(value)
    assert json.loads(text) == value
    assert all(line.isprintable() for line in text.split("\n"))
    assert "å" in text


def test_json_line_stays_one_line() -> None:
    value = {"input": "\x1b]0;title\x07\u202eå\x9b\n"}
    line = inert(json.dumps(value, ensure_ascii=False))
    assert json.loads(line) == value
    assert line.isprintable()


def test_no_break_space_becomes_a_space() -> None:
    assert one_line("60\u00a0%\u2009x") == "60 % x"


def test_text_length_is_limited() -> None:
    assert len(printable("x" * 1_000_000)) == 80
