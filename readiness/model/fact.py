"""Metadata of a measurement's fields: label, wording of values, privacy and visibility."""

from __future__ import annotations

import dataclasses
import enum
import math
from collections.abc import Mapping
from typing import Any

import msgspec


class Visibility(enum.Enum):
    """Where the window shows a fact."""

    LINE = "line"
    """A label and value line in the expanded row."""

    ELSEWHERE = "elsewhere"
    """A dedicated control of the row, such as the device list or the reasons for a classification."""

    HEADLINE = "headline"
    """Not shown separately: the finding's headline already says it."""

    MACHINES = "machines"
    """Not shown: an identifier that only programs use, for example to recognise a device."""


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """Metadata of one field of a measurement.

    Attributes:
        label: its name in the window, a message id.
        private: whether it may identify a person or a place; such facts are shown on screen but never reported.
        words: message ids by coded value; a code without one is shown verbatim.
        unit: a symbol or message id, if the suffix of the field's name does not give the unit.
        visibility: where the window shows it.
    """

    label: str
    private: bool = False
    words: Mapping[str, str] = msgspec.field(default_factory=dict)
    unit: str = ""
    visibility: Visibility = Visibility.LINE


def fact(
    label: str,
    *,
    private: bool = False,
    words: Mapping[str, str] | None = None,
    unit: str = "",
    visibility: Visibility = Visibility.LINE,
) -> Any:
    """Declare a measurement field with default None (not measured); the arguments are those of `Fact`."""
    about = Fact(label=label, private=private, words=words or {}, unit=unit, visibility=visibility)
    return dataclasses.field(default=None, metadata={"fact": about})


def facts_of(measurement: type[Any]) -> Mapping[str, Fact]:
    """Return the metadata of a measurement type's fields, by field name in declaration order."""
    return {each.name: each.metadata.get("fact", Fact(label="")) for each in dataclasses.fields(measurement)}


def measured(measurement: Any) -> dict[str, object]:
    """Return the facts of a measurement that may be reported, by field name."""
    return {
        name: getattr(measurement, name) for name, about in facts_of(type(measurement)).items() if not about.private
    }


def finite(value: Any) -> Any:
    """Replace non-finite numbers by None (not measured), recursively in tuples and dataclasses."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if type(value) is tuple:
        return tuple(map(finite, value))
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    before = {each.name: getattr(value, each.name) for each in dataclasses.fields(value) if each.init}
    after = {name: finite(each) for name, each in before.items()}
    changed = {name: each for name, each in after.items() if each is not before[name] and each != before[name]}
    return dataclasses.replace(value, **changed) if changed else value
