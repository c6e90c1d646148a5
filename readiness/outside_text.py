"""Text that came from outside, made harmless for where it is shown: device names, paths, other stations' reports."""

from __future__ import annotations

import json
import re
import unicodedata
from html import escape
from typing import Any

LONGEST_SHOWN = 80
"""Characters; nobody reads more of a name, and a table must stay one."""

_FORMULA = re.compile(r"(^|[;,|\"'\t\ufffd])(\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""What a spreadsheet would run: at the start of a cell, or after what another country's spreadsheet splits cells at."""


def one_line(text: str) -> str:
    """For a terminal: no control characters, and nothing that turns the line around. Every space is a plain one."""
    return text if text.isprintable() else "".join(map(_printable, text))


def _printable(character: str) -> str:
    if character.isprintable():
        return character
    return " " if unicodedata.category(character) == "Zs" else "\N{REPLACEMENT CHARACTER}"


def printable(text: str) -> str:
    """For a cell of a table or a label: one line, not endless."""
    shown = one_line(text)
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[: LONGEST_SHOWN - 1]}…"


def html_text(text: str) -> str:
    """For a page: printable, and no markup."""
    return escape(printable(text))


def spreadsheet_cell(text: str) -> str:
    """For a CSV file: printable in full, and no formula in any country's spreadsheet."""
    return _FORMULA.sub(r"\1\2'", one_line(text))


def json_text(value: Any) -> str:
    """A JSON document that says the same to a program, and does nothing to a terminal."""
    return inert(json.dumps(value, ensure_ascii=False, indent=2))


def inert(text: str) -> str:
    """The same JSON document, with what a terminal would act on written as escapes."""
    return text if text.isascii() else "\n".join(map(_escaped, text.split("\n")))


def _escaped(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(each if each.isprintable() else json.dumps(each)[1:-1] for each in line)
