"""Converting Group Policy's registry values to policy tables: numbers arrive as text, lists as several strings."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from typing import get_args, get_origin

import msgspec

from readiness import toml_reader
from readiness.host.system.group_policy import KEY, RegistryValues
from readiness.i18n import N_
from readiness.policy import validation
from readiness.policy.problem import Phrase, Problem
from readiness.policy.sections import SECTIONS, keys, plain, words_of
from readiness.policy.tables import KeyPath, Tables, paths, put
from readiness.toml_reader import TomlError


class Form(enum.Enum):
    """How a value is represented in the registry, whose types are little more than unsigned integers and text."""

    SWITCH = "REG_DWORD, 0 or 1"
    WHOLE = "REG_DWORD"
    NUMBER = "REG_SZ with a number"
    TEXT = "REG_SZ"
    CHOICE = "REG_SZ, one of some words"
    LINES = "REG_MULTI_SZ"
    TABLE = "a key of its own, a REG_SZ for each"
    TOML = "REG_SZ, written as in the file"


def form_of(kind: object) -> Form:
    """Return the registry representation of a policy key's type."""
    base = plain(kind)
    if words_of(kind):
        return Form.CHOICE
    if get_origin(base) in (tuple, list):
        return Form.LINES if _holds_text(get_args(base)[0]) else Form.TOML
    if get_origin(base) is dict:
        return Form.TABLE if all(map(_holds_text, get_args(base))) else Form.TOML
    if base is int:
        lowest = validation.bounds(kind)[0]
        return Form.WHOLE if lowest is not None and lowest >= 0 else Form.NUMBER
    forms: Mapping[object, Form] = {bool: Form.SWITCH, float: Form.NUMBER, str: Form.TEXT}
    return forms.get(base, Form.TOML)


class Reading(msgspec.Struct, frozen=True):
    """The contents of one policy source.

    Attributes:
        tables: the valid values.
        problems: the invalid ones, each with its location.
        lost: the paths of the invalid ones, for example `(camera, height_min_px)` or `(connection, outcomes, mobile)`.
    """

    tables: Tables
    problems: tuple[Problem, ...] = ()
    lost: frozenset[tuple[str, ...]] = frozenset()


def read(found: RegistryValues) -> Reading:
    """Convert registry values to tables. Invalid values are left out one by one; the rest remain in force."""
    valid: Tables = {}
    problems: list[Problem] = []
    lost: set[tuple[str, ...]] = set()
    for path, value in _single_values(_tables(found)):
        found_problems = tuple(validation.problems(_nested(path, value), lambda *_, path=path: _place(path)))
        if found_problems:
            problems.extend(found_problems)
            lost.add(path)
        else:
            put(valid, path, value)
    return Reading(valid, tuple(problems), frozenset(lost))


def _tables(found: RegistryValues) -> Tables:
    tables: Tables = {}
    for path, values in found.items():
        table, _, inner = path.partition("\\")
        kinds = {key.name: key.kind for key in keys(table)} if table in SECTIONS else {}
        rows = tables.setdefault(table, {})
        if inner:
            rows[inner] = _inner_value(values, kinds.get(inner))
        else:
            rows |= {name: value_of(data, kinds.get(name)) for name, data in values.items() if name}
    return tables


def _single_values(tables: Tables) -> Iterator[tuple[KeyPath, object]]:
    """Yield every value with its path: each outcome override separately, an unknown table as a whole."""
    for table, rows in tables.items():
        if table not in SECTIONS:
            yield (table,), rows
        else:
            yield from paths({table: rows})


def _nested(path: tuple[str, ...], value: object) -> dict[str, object]:
    table, *below = path
    for name in reversed(below):
        value = {name: value}
    return {table: value}


def value_of(data: object, kind: object) -> object:
    """Convert a registry value to the key's type; return it unchanged if that fails, for validation to reject."""
    form = None if kind is None else form_of(kind)
    if form is Form.SWITCH and data in (0, 1):
        return bool(data)
    if not isinstance(data, str) or form in (None, Form.TEXT, Form.CHOICE):
        return data
    if form in (Form.WHOLE, Form.NUMBER):
        return _number(data, int if plain(kind) is int else float)
    try:
        return toml_reader.parse(f"value = {data}")["value"]
    except TomlError:
        return data


def _number(text: str, base: type[int | float]) -> object:
    try:
        return base(text.strip().replace(",", ".").replace("−", "-"))
    except ValueError:
        return text


def _holds_text(kind: object) -> bool:
    return plain(kind) is str or bool(words_of(kind))


def _inner_value(values: Mapping[str, object], kind: object) -> object:
    """Combine the values of a subkey into a list or a table, whichever the policy key takes."""
    if kind is not None and get_origin(plain(kind)) in (tuple, list):
        return [data for _, data in sorted(values.items(), key=lambda pair: (len(pair[0]), pair[0]))]
    return dict(values)


def _place(path: tuple[str, ...]) -> Phrase:
    """Return the location for a message: registry key and value name, or only the key for a table."""
    *keys_below, name = path
    facts = {"key": "\\".join(("HKLM", KEY, *(keys_below or path))), "value": name}
    return Phrase(N_("Group Policy, {key}, value {value}") if keys_below else N_("Group Policy, {key}"), facts)
