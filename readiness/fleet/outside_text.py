"""Text that came from outside, made harmless for where it is shown: every name, code and version of a report."""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any

LONGEST_SHOWN = 80
"""Characters; nobody reads more of a name, and a table must stay one."""

_FORMULA = re.compile(r"(^|[;,|\"'\t\ufffd])(\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""What a spreadsheet would run: at the start of a cell, or after what another country's spreadsheet splits cells at."""


def printable(text: str) -> str:
    """For a terminal or a label: no control characters, nothing that turns the line around, not endless."""
    shown = (
        text
        if text.isprintable()
        else "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)
    )
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[: LONGEST_SHOWN - 1]}…"


def html_text(text: str) -> str:
    """For a page: printable, and no markup."""
    return escape(printable(text))


def spreadsheet_cell(text: str) -> str:
    """For a CSV file: printable in full, and no formula in any country's spreadsheet."""
    shown = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)
    return _FORMULA.sub(r"\1\2'", shown)


def json_text(value: Any) -> str:
    """A JSON document that says the same to a program, and does nothing to a terminal."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return text if text.isascii() else "\n".join(map(_escaped, text.split("\n")))


def _escaped(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(each if each.isprintable() else json.dumps(each)[1:-1] for each in line)
