"""Group Policy's registry values as the tables of a policy: numbers come as text, lists as several strings."""

from __future__ import annotations

import enum
import tomllib
from collections.abc import Mapping
from typing import Any, get_args, get_origin

from readiness.host.system.group_policy import Found
from readiness.i18n import N_
from readiness.policy import validation
from readiness.policy.problem import PolicyError, Problem
from readiness.policy.sections import SECTIONS, keys, plain, words_of
from readiness.policy.toml_file import Tables


class Form(enum.Enum):
    """How a value stands in the registry, which knows whole numbers from 0 and text, and little else."""

    SWITCH = "REG_DWORD, 0 or 1"
    WHOLE = "REG_DWORD"
    NUMBER = "REG_SZ with a number"
    TEXT = "REG_SZ"
    CHOICE = "REG_SZ, one of some words"
    LINES = "REG_MULTI_SZ"
    TABLE = "a key of its own, a REG_SZ for each"
    TOML = "REG_SZ, written as in the file"


def form_of(kind: Any) -> Form:
    """The form in which a key of that type stands in the registry."""
    wanted = plain(kind)
    if words_of(kind):
        return Form.CHOICE
    if get_origin(wanted) in (tuple, list):
        return Form.LINES if _holds_text(get_args(wanted)[0]) else Form.TOML
    if get_origin(wanted) is dict:
        return Form.TABLE if all(map(_holds_text, get_args(wanted))) else Form.TOML
    if wanted is int:
        lowest = validation.bounds(kind)[0]
        return Form.WHOLE if lowest is not None and lowest >= 0 else Form.NUMBER
    return {bool: Form.SWITCH, float: Form.NUMBER, str: Form.TEXT}.get(wanted, Form.TOML)


def tables(found: Found) -> Tables:
    """Registry values as tables, all of which fit.

    Raises:
        PolicyError: a key is unknown or a value does not fit.
    """
    made: Tables = {}
    for path, values in found.items():
        table, _, inner = path.partition("\\")
        kinds = {key.name: key.kind for key in keys(table)} if table in SECTIONS else {}
        rows = made.setdefault(table, {})
        if inner:
            rows[inner] = _gathered(values, kinds.get(inner))
        else:
            rows |= {name: value_of(data, kinds.get(name)) for name, data in values.items() if name}
    wrong = tuple(validation.problems(made, _place))
    if wrong:
        raise PolicyError(wrong)
    return {table: rows for table, rows in made.items() if rows}


def value_of(data: object, kind: Any) -> object:
    """A registry value as a key of that type would have it; as it is when it cannot be read so."""
    form = None if kind is None else form_of(kind)
    if form is Form.SWITCH and data in (0, 1):
        return bool(data)
    if not isinstance(data, str) or form in (None, Form.TEXT, Form.CHOICE):
        return data
    if form in (Form.WHOLE, Form.NUMBER):
        return _number(data, plain(kind))
    try:
        return tomllib.loads(f"value = {data}")["value"]
    except tomllib.TOMLDecodeError:
        return data


def _number(text: str, wanted: type) -> object:
    try:
        return wanted(text.strip().replace(",", ".").replace("−", "-"))
    except ValueError:
        return text


def _holds_text(kind: Any) -> bool:
    return plain(kind) is str or bool(words_of(kind))


def _gathered(values: Mapping[str, object], kind: Any) -> object:
    """The values of an inner key: a list where one is wanted, or else a table."""
    if kind is not None and get_origin(plain(kind)) in (tuple, list):
        return [data for _, data in sorted(values.items(), key=lambda pair: (len(pair[0]), pair[0]))]
    return dict(values)


def _place(table: str, key: str) -> Problem:
    return Problem(N_("Group Policy, {key_path}"), {"key_path": "\\".join(filter(None, (table, key)))})
