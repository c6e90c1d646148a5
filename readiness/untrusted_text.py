"""Sanitizing untrusted text (device names, paths, other stations' reports) for where it is shown."""

from __future__ import annotations

import json
import re
import unicodedata

LONGEST_SHOWN = 80
"""Characters. Longer names would break table layouts and nobody reads them."""

_FORMULA = re.compile(r"(^|[;,|\"'\t\ufffd])(\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""A formula prefix at the start of a cell, or after any character that some locale's spreadsheet splits cells at."""


def one_line(text: str) -> str:
    """Sanitize for a terminal: replace control and bidirectional characters, make every space a plain space."""
    return text if text.isprintable() else "".join(map(_printable, text))


def _printable(character: str) -> str:
    if character.isprintable():
        return character
    return " " if unicodedata.category(character) == "Zs" else "\N{REPLACEMENT CHARACTER}"


def printable(text: str) -> str:
    """Sanitize for a table cell or label: one line of at most `LONGEST_SHOWN` characters."""
    shown = one_line(text)
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[: LONGEST_SHOWN - 1]}…"


def html_text(text: str) -> str:
    """Sanitize for an HTML page: `printable`, with markup escaped."""
    from html import escape

    return escape(printable(text))


def spreadsheet_cell(text: str) -> str:
    """Sanitize for a CSV file: one line, with formula prefixes escaped for spreadsheets of any locale."""
    return _FORMULA.sub(r"\1\2'", one_line(text))


def json_text(value: object) -> str:
    """Serialize to indented JSON that is also safe to print on a terminal."""
    return inert(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def inert(text: str) -> str:
    """Escape characters in a JSON document that a terminal would act on; its meaning is unchanged."""
    return text if text.isascii() else "\n".join(map(_escaped, text.split("\n")))


def _escaped(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(each if each.isprintable() else json.dumps(each)[1:-1] for each in line)
