"""Merging policies: which source determines each value, and what a person's own file may not change."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from readiness.i18n import N_
from readiness.model import CheckSection, Outcome
from readiness.policy.problem import Phrase, Problem
from readiness.policy.sections import OUTCOMES, SECTIONS, Key, codes, keys
from readiness.policy.tables import KeyPath, Tables, paths, put
from readiness.policy.validation import HIDDEN


class Origin(enum.Enum):
    """The source of a value; the enum value is the word used in reports."""

    BUILT_IN = "built_in"
    USER = "user"
    MACHINE = "machine"
    GROUP_POLICY = "group_policy"
    GIVEN = "given"


class PolicyLayers(msgspec.Struct, frozen=True):
    """Configured values and their origins, by path. A missing value is built in."""

    values: Mapping[KeyPath, object] = msgspec.field(default_factory=dict)
    origins: Mapping[KeyPath, Origin] = msgspec.field(default_factory=dict)

    def over(self, tables: Tables, origin: Origin) -> PolicyLayers:
        """Return these layers with another policy on top."""
        more = dict(paths(tables))
        return PolicyLayers({**self.values, **more}, {**self.origins, **dict.fromkeys(more, origin)})

    def under(self, tables: Tables, where: Callable[[str, str], Phrase]) -> tuple[PolicyLayers, tuple[Problem, ...]]:
        """Add the permitted values of a person's own file below these layers.

        Args:
            tables: the person's valid tables.
            where: returns the location of a table's key in the person's file, for messages.

        Returns:
            The new layers, and a problem for each value that the person may not set.
        """
        refused: list[Problem] = []
        allowed: dict[KeyPath, object] = {}
        for path, value in paths(tables):
            if self._allows(path, value):
                allowed[path] = value
                continue
            message = N_("{place}: “{key}” cannot be {value} here. It stays {decided}, which only IT can change.")
            is_hidden = path[1] != OUTCOMES and _key(path).private
            values = (HIDDEN, HIDDEN) if is_hidden else (_shown(value), _shown(self.value(path)))
            facts = {"key": ".".join(path), "value": values[0], "decided": values[1]}
            refused.append(Problem(message, {"place": where(path[0], path[1]), **facts}))
        layers = PolicyLayers({**self.values, **allowed}, {**self.origins, **dict.fromkeys(allowed, Origin.USER)})
        return layers, tuple(refused)

    def value(self, path: KeyPath) -> object:
        """Return the value in force at a path."""
        if path in self.values:
            return self.values[path]
        if len(path) > 2:
            return codes(path[0])[path[2]]
        return _key(path).default

    def tables(self) -> Tables:
        """Return the configured values as tables."""
        tables: Tables = {}
        for path, value in self.values.items():
            put(tables, path, value)
        return tables

    def _allows(self, path: KeyPath, value: object) -> bool:
        """Whether a person may set a value: a stricter limit, or a setting outside the checks that IT left open."""
        decided = self.value(path)
        if value == decided:
            return True
        if path[1] == OUTCOMES:
            return Outcome[str(value).upper()] >= Outcome[str(decided).upper()]
        key = _key(path)
        if key.stricter in ("lower", "higher"):
            requested, current = _rank(value), _rank(decided)
            return requested <= current if key.stricter == "lower" else requested >= current
        is_checks_limit = issubclass(SECTIONS[path[0]], CheckSection)
        return path not in self.origins and not is_checks_limit and key.stricter != "never"


def every_path() -> Iterator[KeyPath]:
    """Return every known key's path, without outcome overrides."""
    return ((key.table, key.name) for table in SECTIONS for key in keys(table) if key.name != OUTCOMES)


def _key(path: KeyPath) -> Key:
    return next(key for key in keys(path[0]) if key.name == path[1])


def _rank(value: object) -> tuple[float, ...]:
    """Return a sort key: numbers by size, versions by component; an empty version is the lowest."""
    if isinstance(value, str):
        return tuple(float(part) for part in value.split(".") if part.isdigit())
    return (float(value),) if isinstance(value, int | float) else ()


def _shown(value: object) -> str:
    if isinstance(value, Iterable) and not isinstance(value, str | Mapping):
        return ", ".join(map(str, value)) or "–"
    return str(value) if value != "" else "–"
