"""A policy as a TOML file: read, held against the types, and every mistake told by its line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from readiness.i18n import N_
from readiness.model import Policy
from readiness.policy import validation
from readiness.policy.problem import PolicyError, Problem
from readiness.policy.sections import SECTIONS
from readiness.storage.paths import as_told

LARGEST_BYTES = 1_000_000

Tables = dict[str, dict[str, Any]]


def read(path: Path) -> Policy:
    """The policy in a file alone; what the file leaves out has its default.

    Raises:
        PolicyError: the file cannot be read, is not TOML, or has a key or a value that does not fit.
    """
    return as_policy(tables(as_told(path), text(path)))


def as_policy(found: Tables) -> Policy:
    """Tables that fit, as a policy."""
    return Policy(tuple(msgspec.convert(table, SECTIONS[name]) for name, table in found.items()))


def text(path: Path) -> str:
    """What the file says.

    Raises:
        PolicyError: it cannot be read, is too large or is not UTF-8.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        facts = {"file": as_told(path), "reason": error.strerror or type(error).__name__}
        raise PolicyError((Problem(N_("{file} cannot be read: {reason}"), facts),)) from None
    if len(raw) > LARGEST_BYTES:
        raise PolicyError((Problem(N_("{file} is too large to be a policy."), {"file": as_told(path)}),))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PolicyError((Problem(N_("{file} is not saved as UTF-8 text."), {"file": as_told(path)}),)) from None


def tables(file: str, content: str) -> Tables:
    """Keys and values by table, all of which fit.

    Args:
        file: the file's path, for what is told.
        content: what it says.

    Raises:
        PolicyError: it is not TOML, or has a key or a value that does not fit.
    """
    try:
        found = tomllib.loads(content)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        facts = {"file": file, "reason": str(error)}
        raise PolicyError((Problem(N_("{file} is not a TOML file: {reason}"), facts),)) from None

    wrong = tuple(validation.problems(found, lambda table, key: place(file, content, table, key)))
    if wrong:
        raise PolicyError(wrong)
    return found


def place(file: str, content: str, table: str, key: str) -> Problem:
    """Such as `policy.toml, line 3`."""
    return Problem(N_("{file}, line {line}"), {"file": file, "line": line_of(content, table, key)})


def line_of(content: str, table: str, key: str = "") -> int:
    """The line, from 1, where a table or one of its keys stands; tomllib does not tell."""
    inside = not key
    heading = re.compile(rf"\s*\[\s*\"?{re.escape(table)}\"?\s*[\].]")
    wanted = re.compile(rf"\s*(\"?{re.escape(key)}\"?\s*[=.]|\[\s*{re.escape(table)}\.{re.escape(key)}\s*\])")
    dotted = re.compile(rf"\s*{re.escape(table)}\s*[.=]\s*{re.escape(key)}")
    for number, line in enumerate(content.splitlines(), 1):
        if (heading.match(line) and not key) or (not inside and dotted.match(line)):
            return number
        if line.lstrip().startswith("["):
            inside = bool(heading.match(line))
        if key and inside and wanted.match(line):
            return number
    return 1
