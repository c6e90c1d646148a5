"""Group Policy's registry values as the tables of a policy: numbers come as text, lists as several strings."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from readiness import toml_reader
from readiness.host.system.group_policy import KEY, Found
from readiness.i18n import N_
from readiness.policy import validation
from readiness.policy.problem import Problem
from readiness.policy.sections import OUTCOMES, SECTIONS, keys, plain, words_of
from readiness.policy.toml_file import Tables
from readiness.toml_reader import TomlError


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


@dataclass(frozen=True, slots=True)
class Reading:
    """What one source decides.

    Attributes:
        tables: the values that fit.
        problems: what does not, each with its place.
        lost: the paths of those, such as `(camera, height_min_px)` and `(connection, outcomes, mobile)`.
    """

    tables: Tables
    problems: tuple[Problem, ...] = ()
    lost: frozenset[tuple[str, ...]] = frozenset()


def read(found: Found) -> Reading:
    """Registry values as tables. A value that does not fit is left out alone: the others are in force."""
    kept: Tables = {}
    problems: list[Problem] = []
    lost: set[tuple[str, ...]] = set()
    for path, value in _single_values(_gathered_tables(found)):
        wrong = tuple(validation.problems(_nested(path, value), lambda *_, path=path: _place(path)))
        if wrong:
            problems.extend(wrong)
            lost.add(path)
        else:
            _put(kept, path, value)
    return Reading(kept, tuple(problems), frozenset(lost))


def _gathered_tables(found: Found) -> Tables:
    made: Tables = {}
    for path, values in found.items():
        table, _, inner = path.partition("\\")
        kinds = {key.name: key.kind for key in keys(table)} if table in SECTIONS else {}
        rows = made.setdefault(table, {})
        if inner:
            rows[inner] = _gathered(values, kinds.get(inner))
        else:
            rows |= {name: value_of(data, kinds.get(name)) for name, data in values.items() if name}
    return made


def _single_values(tables: Tables) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every value by its path, each code's weight by itself; an unknown table as a whole."""
    for table, rows in tables.items():
        if table not in SECTIONS:
            yield (table,), rows
            continue
        for key, value in rows.items():
            if key == OUTCOMES and isinstance(value, dict):
                yield from (((table, key, code), weight) for code, weight in value.items())
            else:
                yield (table, key), value


def _nested(path: tuple[str, ...], value: Any) -> dict[str, Any]:
    for name in reversed(path):
        value = {name: value}
    made: dict[str, Any] = value
    return made


def _put(tables: Tables, path: tuple[str, ...], value: Any) -> None:
    inner: dict[str, Any] = tables
    for name in path[:-1]:
        inner = inner.setdefault(name, {})
    inner[path[-1]] = value


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
        return toml_reader.parse(f"value = {data}")["value"]
    except TomlError:
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


def _place(path: tuple[str, ...]) -> Problem:
    """Hive and key, and the value in it; a table is a key itself."""
    *keys_below, name = path
    facts = {"key": "\\".join(("HKLM", KEY, *(keys_below or path))), "value": name}
    return Problem(N_("Group Policy, {key}, value {value}") if keys_below else N_("Group Policy, {key}"), facts)
