"""May this program use the camera or the microphone, and which program uses it now? One answer for all systems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from readiness.host.privacy.known_programs import CALLS, public_name
from readiness.i18n import N_

DeniedBy = Literal["it", "machine", "user", "desktop_programs", "system"]
"""Who said no: IT's policy, a switch for the whole computer, for the person, for programs that are not from the store;
or the system, without saying which."""

DENIED_BY_WORDS: Mapping[str, str] = {
    "it": N_("IT"),
    "machine": N_("the switch for the whole computer"),
    "user": N_("your own privacy settings"),
    "desktop_programs": N_("the switch for desktop programs"),
    "system": N_("the system"),
}
"""Each `DeniedBy` in words, message ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceAccess:
    """None: the system does not say. `used_by`: the public name of the program that has it; None when unknown."""

    denied: bool | None = None
    denied_by: DeniedBy | None = None
    in_use: bool | None = None
    used_by: str | None = None

    @property
    def in_call(self) -> bool:
        """A program for talking with others has it."""
        return self.used_by in CALLS


def named_user(programs: Iterable[str]) -> str | None:
    """Of several programs the one to name: one for talking with others first, then any that is known."""
    names = sorted({name for program in programs if (name := public_name(program))})
    return next((name for name in names if name in CALLS), names[0] if names else None)
