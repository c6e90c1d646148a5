"""Metadata of a measurement's fields: label, wording of values, privacy and visibility."""

from __future__ import annotations

import enum
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
        visibility: where the window shows it.
    """

    label: str
    private: bool = False
    words: Mapping[str, str] = msgspec.field(default_factory=dict)
    visibility: Visibility = Visibility.LINE


def fact(  # type: ignore[explicit-any]  # the type is that of the field that it declares
    label: str,
    *,
    private: bool = False,
    words: Mapping[str, str] | None = None,
    visibility: Visibility = Visibility.LINE,
) -> Any:
    """Declare a measurement field with default None (not measured); the arguments are those of `Fact`."""
    return Fact(label=label, private=private, words=words or {}, visibility=visibility)
