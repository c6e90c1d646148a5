"""Group Policy's registry values as the tables of a policy: numbers come as text, lists as several strings."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any, get_args, get_origin

from readiness.host.group_policy import Found
from readiness.policy import fitting
from readiness.policy.problem import PolicyError, Problem
from readiness.policy.sections import SECTIONS, keys, plain
from readiness.policy.toml_file import Tables
from readiness.words import N_


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
    wrong = tuple(fitting.problems(made, _place))
    if wrong:
        raise PolicyError(wrong)
    return {table: rows for table, rows in made.items() if rows}


def value_of(data: object, kind: Any) -> object:
    """A registry value as a key of that type would have it; as it is when it cannot be read so."""
    wanted = plain(kind)
    if wanted is bool and data in (0, 1):
        return bool(data)
    if not isinstance(data, str) or kind is None or wanted is str or _is_words(wanted):
        return data
    if wanted in (int, float):
        return _number(data, wanted)
    try:
        return tomllib.loads(f"value = {data}")["value"]
    except tomllib.TOMLDecodeError:
        return data


def _number(text: str, wanted: type) -> object:
    try:
        return wanted(text.strip().replace(",", ".").replace("−", "-"))
    except ValueError:
        return text


def _is_words(kind: Any) -> bool:
    words = get_args(kind)
    return bool(words) and all(isinstance(word, str) for word in words)


def _gathered(values: Mapping[str, object], kind: Any) -> object:
    """The values of an inner key: a list where one is wanted, or else a table."""
    if get_origin(plain(kind)) in (tuple, list):
        return [data for _, data in sorted(values.items(), key=lambda pair: (len(pair[0]), pair[0]))]
    return dict(values)


def _place(table: str, key: str) -> Problem:
    return Problem(N_("Group Policy, {key_path}"), {"key_path": "\\".join(filter(None, (table, key)))})
