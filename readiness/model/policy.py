"""The limits that IT and persons can set: tables of the policy file as types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from readiness.model.outcome import OutcomeWord


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One table of the policy file: limits with defaults; each says its source in `msgspec.Meta(description=…)`."""


LOWER_IS_STRICTER, HIGHER_IS_STRICTER = {"stricter": "lower"}, {"stricter": "higher"}
"""For a limit's `msgspec.Meta(extra=…)`: which way a person's own policy file may move it."""

ONLY_IT = {"stricter": "never"}
"""For `msgspec.Meta(extra=…)`: a person's own policy file may not change it. The same holds for limits without one."""

PRIVATE_LIMIT = {"private": True}
"""For `msgspec.Meta(extra=…)`: names a host or a place, and is left out of reports."""


class CheckSection(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The table of one check: its limits, and another weight for any of its codes (`{webcam = "warn"}`)."""

    outcomes: dict[str, OutcomeWord] = msgspec.field(default_factory=dict)


S = TypeVar("S", bound=Section)


@dataclass(frozen=True, slots=True)
class Policy:
    """Every section that is in force. A section that was not given has its defaults.

    `packed`: sections that came from another process and have not been asked for, by type. So a probe's process imports
    the tables that its own probe asks for, and no other check's.
    """

    sections: tuple[Section, ...] = ()
    packed: Mapping[str, bytes] = field(default_factory=dict)

    def of(self, kind: type[S]) -> S:
        """The section of that type."""
        given = next((section for section in self.sections if isinstance(section, kind)), None)
        if given is None and (packed := self.packed.get(_name(kind))):
            return msgspec.msgpack.decode(packed, type=kind)
        return given or kind()

    def __reduce__(self) -> tuple[Callable[..., Policy], tuple[object, ...]]:
        """How it travels to another process: each section by itself, as data."""
        packed = {_name(type(section)): msgspec.msgpack.encode(section) for section in self.sections}
        return Policy, ((), {**self.packed, **packed})


def _name(kind: type[Section]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"
