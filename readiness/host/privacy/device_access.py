"""Access to a camera or microphone: permission, and the program using it, in one form for all systems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from readiness.host.privacy.known_programs import CALLS, public_name
from readiness.i18n import N_

DeniedBy = Literal["it", "machine", "user", "desktop_programs", "system"]
"""What denies access: IT's policy, the switch for the computer, for the person, or for desktop programs; or the system,
unspecified."""

DENIED_BY_WORDS: Mapping[str, str] = {
    "it": N_("IT"),
    "machine": N_("the switch for the whole computer"),
    "user": N_("your own privacy settings"),
    "desktop_programs": N_("the switch for desktop programs"),
    "system": N_("the system"),
}
"""Each `DeniedBy` in words, message ids."""


class DeviceAccess(msgspec.Struct, frozen=True, kw_only=True):
    """Access information; None means unknown. `used_by` is the public name of the program using the device."""

    denied: bool | None = None
    denied_by: DeniedBy | None = None
    in_use: bool | None = None
    used_by: str | None = None

    @property
    def in_call(self) -> bool:
        """Whether a calling program uses the device."""
        return self.used_by in CALLS


def named_user(programs: Iterable[str]) -> str | None:
    """Return the public name to show for several programs: a calling program first, then any known one."""
    names = sorted({name for program in programs if (name := public_name(program))})
    return next((name for name in names if name in CALLS), names[0] if names else None)
