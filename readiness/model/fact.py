"""The fields of a measurement: what each is called, how its value reads, and who gets to see it."""

from __future__ import annotations

import dataclasses
import enum
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class Visibility(enum.Enum):
    """Where the window shows a fact."""

    LINE = "line"
    """As a line of the opened row: label and value."""

    ELSEWHERE = "elsewhere"
    """In a part of the row that is made for it: a list to choose from, the reasons of a classification."""

    HEADLINE = "headline"
    """The finding's headline says the same in words."""

    MACHINES = "machines"
    """Nowhere: it lets a program know a device again and tells a person nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What is known of a measurement's field besides its value.

    Attributes:
        label: its name for a person, a message id.
        private: it may name a person or a place; it is shown on the screen and never reported.
        words: what a coded value means to a person: message ids by code. Codes without one are shown as they are.
        unit: a message id or symbol, where the end of the field's name does not say the unit.
        visibility: where the window shows it.
    """

    label: str
    private: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
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
    """A measurement's field, None until measured; the arguments are those of `Fact`."""
    about = Fact(label=label, private=private, words=words or {}, unit=unit, visibility=visibility)
    return field(default=None, metadata={"fact": about})


def facts_of(measurement: type[Any]) -> Mapping[str, Fact]:
    """What is known of each field of a measurement's type, by field name, in the order of the fields."""
    return {each.name: each.metadata.get("fact", Fact(label="")) for each in dataclasses.fields(measurement)}


def measured(measurement: Any) -> dict[str, object]:
    """The facts of a measurement that may stand in a report, by field name."""
    return {
        name: getattr(measurement, name) for name, about in facts_of(type(measurement)).items() if not about.private
    }


def finite(value: Any) -> Any:
    """The same value; in a measurement or a tuple, each number that is not finite is None: not measured."""
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
