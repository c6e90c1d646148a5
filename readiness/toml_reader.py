"""Reading hand-written TOML files, with a size limit and a line number for every error.

The policy, the guideline and the product list are read through this; their own readers validate the contents.
"""

from __future__ import annotations

import errno
import functools
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from readiness.file_reader import read_file
from readiness.system_error import reason_of

MAX_BYTES = 1_000_000
"""Ten times the largest file anybody needs."""

Kind = Literal["unreadable", "too_large", "not_utf8", "not_toml"]


class TomlError(ValueError):
    """The file cannot be read or parsed.

    Attributes:
        kind: the category of error.
        reason: the system's or parser's message, in English.
        line: counted from 1; None if unknown.
    """

    def __init__(self, kind: Kind, reason: str, line: int | None = None) -> None:
        super().__init__(reason if line is None else f"{reason} (line {line})")
        self.kind, self.reason, self.line = kind, reason, line


def read_text(path: Path) -> str:
    """Return the file's text.

    Raises:
        TomlError: it cannot be read, is too large or is not UTF-8.
    """
    try:
        raw = read_file(path, MAX_BYTES)
    except OSError as error:
        kind: Kind = "too_large" if error.errno == errno.EFBIG else "unreadable"
        raise TomlError(kind, reason_of(error)) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TomlError("not_utf8", "is not UTF-8 text", raw.count(b"\n", 0, error.start) + 1) from error


_NAME = r"(?:[\w-]+|\"[^\"]*\"|'[^']*')"
_KEY = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_DEEP_KEY = re.compile(rf"(?<![\w-]){_NAME}(?:\s*+\.\s*+{_NAME}){{32}}")


def parse(text: str) -> dict[str, object]:
    """Parse a TOML text.

    Raises:
        TomlError: it is not TOML, is nested too deeply, or has a number of thousands of digits.
    """
    if _DEEP_KEY.search(text):  # tomllib's time grows with the square of a key's dots: minutes for this size
        raise TomlError("not_toml", "is nested too deeply")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason, line = _split_line_number(str(error))
        raise TomlError("not_toml", reason, line or text.count("\n") + 1) from error
    except RecursionError as error:
        raise TomlError("not_toml", "is nested too deeply") from error
    except ValueError as error:  # Python refuses to read more than 4300 digits
        raise TomlError("not_toml", "has a number that is too long") from error


_Place = tuple[str | int, ...]
_MAX_DEPTH = 8
"""Of the places that are looked up; a key may have half a million dots."""


def line_of(text: str, place: Sequence[str | int]) -> int | None:
    """Return the line number (from 1) of a key, or else of the nearest enclosing table; None if neither is found.

    tomllib does not report where a value was, so the text is searched.

    Args:
        text: the file's text.
        place: the key's path: names, and indices into arrays of tables; for example `("item", 3, "weight")`.
    """
    reached, begun = _lines(text)
    wanted = tuple(place)
    enclosing = (wanted[:length] for length in range(len(wanted) - 1, 0, -1))
    return begun.get(wanted) or next((reached[each] for each in enclosing if each in reached), None)


@functools.lru_cache(maxsize=1)
def _lines(text: str) -> tuple[Mapping[_Place, int], Mapping[_Place, int]]:
    """Return the first line of each key and table, and the first line of or in each."""
    at: dict[_Place, int] = {}
    begun: dict[_Place, int] = {}
    here: _Place = ()
    tables: dict[_Place, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if heading := re.match(rf"\s*(\[\[?)\s*({_KEY})\s*\]", line):
            here = _names(heading[2])
            if heading[1] == "[[":
                tables[here] = tables.get(here, -1) + 1
            here = _numbered(here, tables)
            reached = here
        elif key := re.match(rf"\s*({_KEY})\s*=", line):
            reached = (*here, *_names(key[1]))
        else:
            continue
        at.setdefault(reached, number)
        for length in range(1, min(len(reached), _MAX_DEPTH) + 1):
            begun.setdefault(reached[:length], number)
    return at, begun


def _names(key: str) -> _Place:
    return tuple(each.strip("\"'") for each in re.findall(_NAME, key))


def _numbered(names: _Place, tables: Mapping[_Place, int]) -> _Place:
    """Insert the index of the current element if the path begins with an array of tables."""
    if names[:1] in tables:
        return (names[0], tables[names[:1]], *names[1:])
    return names


def _split_line_number(message: str) -> tuple[str, int | None]:
    """Split tomllib's message into reason and line; the line is None for an error at the end of the document."""
    match = re.fullmatch(r"(?s)(.*) \(at (?:line (\d+), column \d+|end of document)\)", message)
    if not match:
        return message, None
    return match[1], int(match[2]) if match[2] else None
