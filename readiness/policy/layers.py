"""Policies laid over each other: which one decides each value, and what a person's own file may not change."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from readiness.i18n import N_
from readiness.model import CheckSection, Outcome
from readiness.policy.problem import Problem
from readiness.policy.sections import OUTCOMES, SECTIONS, Key, codes, keys
from readiness.policy.toml_file import Tables
from readiness.policy.validation import HIDDEN


class Origin(enum.Enum):
    """Who decided a value; the value here is the word in reports."""

    BUILT_IN = "built_in"
    USER = "user"
    MACHINE = "machine"
    GROUP_POLICY = "group_policy"
    GIVEN = "given"


KeyPath = tuple[str, ...]
"""`(table, key)`, or `(table, "outcomes", code)`."""


@dataclass(frozen=True, slots=True)
class Laid:
    """The values that somebody decided, and who, by path. What is missing is built in."""

    values: Mapping[KeyPath, Any] = field(default_factory=dict)
    origins: Mapping[KeyPath, Origin] = field(default_factory=dict)

    def over(self, tables: Tables, origin: Origin) -> Laid:
        """These with another policy's values over them."""
        more = dict(paths(tables))
        return Laid({**self.values, **more}, {**self.origins, **dict.fromkeys(more, origin)})

    def under(self, tables: Tables, where: Callable[[str, str], Problem]) -> tuple[Laid, tuple[Problem, ...]]:
        """These with a person's own file, as far as it may; and what it may not.

        Args:
            tables: the person's, all of which fit.
            where: tells the place of a key in the person's file.
        """
        refused: list[Problem] = []
        allowed: dict[KeyPath, Any] = {}
        for path, value in paths(tables):
            if self._allows(path, value):
                allowed[path] = value
                continue
            says = N_("{place}: “{key}” cannot be {value} here. It stays {decided}, which only IT can change.")
            is_hidden = path[1] != OUTCOMES and _key(path).private
            values = (HIDDEN, HIDDEN) if is_hidden else (_shown(value), _shown(self.value(path)))
            facts = {"key": ".".join(path), "value": values[0], "decided": values[1]}
            refused.append(Problem(says, {"place": where(path[0], path[1]), **facts}))
        laid = Laid({**self.values, **allowed}, {**self.origins, **dict.fromkeys(allowed, Origin.USER)})
        return laid, tuple(refused)

    def value(self, path: KeyPath) -> Any:
        """What is in force there."""
        if path in self.values:
            return self.values[path]
        if len(path) > 2:
            return codes(path[0])[path[2]]
        return _key(path).default

    def tables(self) -> Tables:
        """The decided values as tables."""
        made: Tables = {}
        for path, value in self.values.items():
            place = made.setdefault(path[0], {})
            if len(path) > 2:
                place = place.setdefault(OUTCOMES, {})
            place[path[-1]] = value
        return made

    def _allows(self, path: KeyPath, value: Any) -> bool:
        """A person may make a limit stricter; and may decide what is no limit of a check, where IT has not."""
        decided = self.value(path)
        if value == decided:
            return True
        if path[1] == OUTCOMES:
            return Outcome[value.upper()] >= Outcome[decided.upper()]
        key = _key(path)
        if key.stricter in ("lower", "higher"):
            asked, held = _rank(value), _rank(decided)
            return asked <= held if key.stricter == "lower" else asked >= held
        is_checks_limit = issubclass(SECTIONS[path[0]], CheckSection)
        return path not in self.origins and not is_checks_limit and key.stricter != "never"


def paths(tables: Tables) -> Iterator[tuple[KeyPath, Any]]:
    """Every value with its path; each code's weight by itself."""
    for table, rows in tables.items():
        for key, value in rows.items():
            if key == OUTCOMES:
                yield from (((table, key, what), weight) for what, weight in value.items())
            else:
                yield (table, key), value


def every_path() -> Iterator[KeyPath]:
    """Every key there is, without the weights of codes."""
    return ((key.table, key.name) for table in SECTIONS for key in keys(table) if key.name != OUTCOMES)


def _key(path: KeyPath) -> Key:
    return next(key for key in keys(path[0]) if key.name == path[1])


def _rank(value: Any) -> tuple[float, ...]:
    """Numbers by size, versions by their parts; an empty version is below all."""
    if isinstance(value, str):
        return tuple(float(part) for part in value.split(".") if part.isdigit())
    return (float(value),)


def _shown(value: Any) -> str:
    if isinstance(value, Iterable) and not isinstance(value, str | Mapping):
        return ", ".join(map(str, value)) or "–"
    return str(value) if value != "" else "–"
