"""Setting a microphone or an output right for the person: mute, level, the system's choice; and putting it back.

On Linux through PulseAudio or PipeWire; on Windows mute and level (`IAudioEndpointVolume`), since Windows lets no
program choose the default device; nothing on macOS. These calls wait for the system, at most some seconds.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from types import ModuleType
from typing import Literal

MendKind = Literal["unmute", "level", "input", "output"]
"""Switch the microphone on; change its level; choose the system's microphone; choose its output."""

LEAST_CHANGE_DB = 1.0
"""A level that can move less than this is at its end."""


class MendError(OSError):
    """It could not be done: the device is gone, the level is at its end, or the system does not let us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """What is to be set right. `device` is the endpoint's id; `change_db` says how much louder, for a level."""

    kind: MendKind
    device: str
    change_db: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """What was before: whether the device was muted and each channel's level, or which device was the default.

    The levels are in the system's own unit, and mean nothing but to `undo`.
    """

    mend: Mend
    muted: bool = False
    levels: tuple[float, ...] = ()
    default: str = ""


def can(mend: Mend) -> bool:
    """Whether this system lets us, and it would change anything now."""
    try:
        return bool(_system().can(mend))
    except OSError:
        return False


def apply(mend: Mend) -> Undo:
    """Set it right.

    Raises:
        MendError: it could not be done; nothing has changed.
    """
    return _done(_system().apply(mend))


def undo(done: Undo) -> None:
    """Put back what `apply` found.

    Raises:
        MendError: the device is gone, or the system does not answer.
    """
    _system().undo(done)


def _done(told: object) -> Undo:
    if not isinstance(told, Undo):
        raise MendError("nothing was changed")
    return told


def _system() -> ModuleType:
    if sys.platform == "win32":
        from readiness.host.audio import mend_windows as system
    elif sys.platform == "linux":
        from readiness.host.audio import mend_linux as system
    else:
        raise MendError("this system's sound settings cannot be changed by a program")
    return system
