"""A policy as plain data: tables of keys and values, and the path of each value in them."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.policy.sections import OUTCOMES, RETIRED, RETIRED_CODES

Tables = dict[str, dict[str, object]]
"""Keys and values by table."""

KeyPath = tuple[str, ...]
"""`(table, key)`, or `(table, "outcomes", code)`."""


def put(tables: Tables, path: KeyPath, value: object) -> None:
    """Set the value at a path."""
    table, *below, key = path
    place = tables.setdefault(table, {})
    for name in below:
        inner = place.setdefault(name, {})
        if not isinstance(inner, dict):
            raise TypeError(f"{table}.{name} is no table")
        place = inner
    place[key] = value


def paths(tables: Tables) -> Iterator[tuple[KeyPath, object]]:
    """Yield every value with its path, each outcome override separately; what only older versions know is left out."""
    for table, rows in tables.items():
        for key, value in rows.items():
            if key == OUTCOMES and isinstance(value, dict):
                retired = RETIRED_CODES.get(table, frozenset())
                yield from (((table, key, what), weight) for what, weight in value.items() if what not in retired)
            elif key not in RETIRED.get(table, ()):
                yield (table, key), value
