"""Base types for the policy: the limits that IT, and within bounds the person, can set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from readiness.model.outcome import OutcomeWord


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One table of the policy file: limits with defaults; each says its source in `msgspec.Meta(description=…)`."""


LOWER_IS_STRICTER, HIGHER_IS_STRICTER = {"stricter": "lower"}, {"stricter": "higher"}
"""For a limit's `msgspec.Meta(extra=…)`: the direction in which a person's own policy file may change it."""

ONLY_IT = {"stricter": "never"}
"""For `msgspec.Meta(extra=…)`: a person's own file may not change it. This is also the default for a check's limits."""

PRIVATE_LIMIT = {"private": True}
"""For `msgspec.Meta(extra=…)`: the value names a host or a place and is omitted from reports."""


class CheckSection(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The policy table of one check: its limits, and `outcomes` to override a code's outcome (`{webcam = "warn"}`)."""

    outcomes: dict[str, OutcomeWord] = msgspec.field(default_factory=dict)


S = TypeVar("S", bound=Section)


class Policy(msgspec.Struct, frozen=True):
    """The sections in force; a missing section has its defaults.

    Attributes:
        sections: decoded sections.
        packed: sections received from another process and not yet decoded, by type name. Decoding on first use keeps a
            probe's process from importing the policy types of every other check.
    """

    sections: tuple[Section, ...] = ()
    packed: Mapping[str, bytes] = msgspec.field(default_factory=dict)

    def of(self, kind: type[S]) -> S:
        """Return the section of that type, or its defaults."""
        given = next((section for section in self.sections if isinstance(section, kind)), None)
        if given is None and (packed := self.packed.get(_name(kind))):
            return msgspec.msgpack.decode(packed, type=kind)
        return given or kind()

    def __reduce__(self) -> tuple[type[Policy], tuple[tuple[()], dict[str, bytes]]]:
        """Pickle each section separately as msgpack, so that the receiver can decode them one by one."""
        packed = {_name(type(section)): msgspec.msgpack.encode(section) for section in self.sections}
        return Policy, ((), {**self.packed, **packed})


def _name(kind: type[Section]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"
