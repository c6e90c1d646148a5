"""What a probe measures: plain data whose fields carry their metadata."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TypeVar

import msgspec
from msgspec.structs import asdict, replace

from readiness.model.fact import Fact

_UNNAMED = Fact(label="")
S = TypeVar("S", bound=msgspec.Struct)


class _WithFacts(msgspec.StructMeta):
    """Takes each field's `Fact` out of its default. A dataclass could hold it, but takes ten times as long to make."""

    __facts__: Mapping[str, Fact]

    def __new__(  # noqa: PYI034  (mypy refuses Self in a metaclass)
        mcs, name: str, bases: tuple[type, ...], namespace: dict[str, object], *, frozen: bool, kw_only: bool
    ) -> _WithFacts:
        facts = {name: each for name, each in namespace.items() if isinstance(each, Fact)}
        made = super().__new__(mcs, name, bases, namespace | dict.fromkeys(facts), frozen=frozen, kw_only=kw_only)
        made.__facts__ = {name: facts.get(name, _UNNAMED) for name in made.__struct_fields__}
        return made


class CheckMeasurement(msgspec.Struct, frozen=True, kw_only=True, metaclass=_WithFacts):
    """What a check judges. Fields declared with `fact` default to None: not measured."""


def facts_of(measurement: type[CheckMeasurement]) -> Mapping[str, Fact]:
    """Return the metadata of a measurement type's fields, by field name in declaration order."""
    return measurement.__facts__


def measured(measurement: CheckMeasurement) -> dict[str, object]:
    """Return the facts of a measurement that may be reported, by field name."""
    return {
        name: getattr(measurement, name) for name, about in facts_of(type(measurement)).items() if not about.private
    }


def finite(measurement: S) -> S:
    """Replace non-finite numbers by None (not measured), recursively in tuples and structs."""
    before = asdict(measurement)
    after = {name: _finite(each) for name, each in before.items()}
    changed = {name: each for name, each in after.items() if each is not before[name] and each != before[name]}
    return replace(measurement, **changed) if changed else measurement


def _finite(value: object) -> object:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if type(value) is tuple:
        return tuple(map(_finite, value))
    return finite(value) if isinstance(value, msgspec.Struct) else value
