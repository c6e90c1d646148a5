"""Reading a policy from a TOML file, with the line of every error."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from pathlib import Path

import msgspec

from readiness import toml_reader
from readiness.i18n import N_
from readiness.model import Policy
from readiness.policy import validation
from readiness.policy.problem import Phrase, PolicyError, Problem
from readiness.policy.sections import SECTIONS
from readiness.policy.tables import Tables
from readiness.storage.paths import display_path
from readiness.toml_reader import TomlError

MAX_PROBLEMS = 100
"""More mistakes than these are not told: looking for the word that was meant takes a while for each."""


def read(path: Path) -> Tables:
    """Return the keys and values in a file, by table.

    Raises:
        PolicyError: the file cannot be read, is not TOML, or has an unknown key or invalid value.
    """
    return tables(display_path(path), text(path))


def as_policy(found: Tables) -> Policy:
    """Convert valid tables, without retired keys, to a policy."""
    return Policy(tuple(msgspec.convert(table, SECTIONS[name]) for name, table in found.items()))


def text(path: Path) -> str:
    """Return the file's text.

    Raises:
        PolicyError: it cannot be read, is too large or is not UTF-8.
    """
    try:
        return toml_reader.read_text(path)
    except TomlError as error:
        facts = {"file": display_path(path), "reason": error.reason}
        raise PolicyError((Problem(_UNREADABLE[error.kind], facts),)) from None


def tables(file: str, content: str) -> Tables:
    """Parse and validate a policy file's text.

    Args:
        file: the file's path, for messages.
        content: its text.

    Returns:
        Keys and values by table.

    Raises:
        PolicyError: it is not TOML, or has an unknown key or invalid value.
    """
    try:
        parsed = toml_reader.parse(content)
    except TomlError as error:
        raise PolicyError((Problem(_UNREADABLE[error.kind], {"file": file, "reason": str(error)}),)) from None
    found = validation.problems(parsed, lambda table, key: place(file, content, table, key))
    problems = tuple(itertools.islice(found, MAX_PROBLEMS))
    if problems:
        raise PolicyError(problems)
    return {name: table for name, table in parsed.items() if isinstance(table, dict)}


def place(file: str, content: str, table: str, key: str) -> Phrase:
    """Return a key's location for a message, for example `policy.toml, line 3`."""
    line = toml_reader.line_of(content, (table, *key.split(".")) if key else (table,)) or 1
    return Phrase(N_("{file}, line {line}"), {"file": file, "line": line})


_UNREADABLE: Mapping[toml_reader.Kind, str] = {
    "unreadable": N_("{file} cannot be read: {reason}"),
    "too_large": N_("{file} is too large to be a policy."),
    "not_utf8": N_("{file} is not saved as UTF-8 text."),
    "not_toml": N_("{file} is not a TOML file: {reason}"),
}
