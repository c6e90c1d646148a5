"""A policy as a TOML file: read, held against the types, and every mistake told by its line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from readiness import toml_reader
from readiness.i18n import N_
from readiness.model import Policy
from readiness.policy import validation
from readiness.policy.problem import PolicyError, Problem
from readiness.policy.sections import RETIRED, SECTIONS
from readiness.storage.paths import as_told
from readiness.toml_reader import TomlError

Tables = dict[str, dict[str, Any]]


def read(path: Path) -> Policy:
    """The policy in a file alone; what the file leaves out has its default.

    Raises:
        PolicyError: the file cannot be read, is not TOML, or has a key or a value that does not fit.
    """
    return as_policy(tables(as_told(path), text(path)))


def as_policy(found: Tables) -> Policy:
    """Tables that fit, as a policy."""
    in_use = {
        name: {key: value for key, value in table.items() if key not in RETIRED.get(name, ())}
        for name, table in found.items()
    }
    return Policy(tuple(msgspec.convert(table, SECTIONS[name]) for name, table in in_use.items()))


def text(path: Path) -> str:
    """What the file says.

    Raises:
        PolicyError: it cannot be read, is too large or is not UTF-8.
    """
    try:
        return toml_reader.read_text(path)
    except TomlError as error:
        facts = {"file": as_told(path), "reason": error.reason}
        raise PolicyError((Problem(_UNREADABLE[error.kind], facts),)) from None


def tables(file: str, content: str) -> Tables:
    """Keys and values by table, all of which fit.

    Args:
        file: the file's path, for what is told.
        content: what it says.

    Raises:
        PolicyError: it is not TOML, or has a key or a value that does not fit.
    """
    try:
        found = toml_reader.parse(content)
    except TomlError as error:
        raise PolicyError((Problem(_UNREADABLE[error.kind], {"file": file, "reason": str(error)}),)) from None
    wrong = tuple(validation.problems(found, lambda table, key: place(file, content, table, key)))
    if wrong:
        raise PolicyError(wrong)
    return found


def place(file: str, content: str, table: str, key: str) -> Problem:
    """For example `policy.toml, line 3`."""
    line = toml_reader.line_of(content, (table, *key.split(".")) if key else (table,)) or 1
    return Problem(N_("{file}, line {line}"), {"file": file, "line": line})


_UNREADABLE: Mapping[toml_reader.Kind, str] = {
    "unreadable": N_("{file} cannot be read: {reason}"),
    "too_large": N_("{file} is too large to be a policy."),
    "not_utf8": N_("{file} is not saved as UTF-8 text."),
    "not_toml": N_("{file} is not a TOML file: {reason}"),
}
