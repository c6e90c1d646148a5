"""Mends for audio devices: unmute, change the level, select the default device; and undo.

Linux: through PulseAudio or PipeWire. Windows: mute and level only (`IAudioEndpointVolume`), as Windows has no API for
selecting the default device. macOS: none. The calls block on the system for up to a few seconds.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from types import ModuleType
from typing import Literal

MendKind = Literal["unmute", "level", "input", "output"]
"""Unmute the microphone; change its level; select the default microphone; select the default output."""

LEAST_CHANGE_DB = 1.0
"""A level that can change by less than this is at its limit."""


class MendError(OSError):
    """The mend failed: the device is gone, the level is at its limit, or the system does not permit it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """A change to make. `device` is the endpoint's id; `change_db` the change of a level, dB."""

    kind: MendKind
    device: str
    change_db: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """The state before a mend: mute state and channel levels, or the id of the default device.

    The levels are in the system's own unit, for `undo` only.
    """

    mend: Mend
    muted: bool = False
    levels: tuple[float, ...] = ()
    default: str = ""


def can(mend: Mend) -> bool:
    """Whether the mend is possible on this system and would change anything."""
    try:
        return bool(_system().can(mend))
    except OSError:
        return False


def apply(mend: Mend) -> Undo:
    """Apply a mend and return the previous state.

    Raises:
        MendError: it failed; nothing has changed.
    """
    return _checked(_system().apply(mend))


def undo(done: Undo) -> None:
    """Restore the state before `apply`.

    Raises:
        MendError: the device is gone, or the system does not answer.
    """
    _system().undo(done)


def _checked(previous: object) -> Undo:
    if not isinstance(previous, Undo):
        raise MendError("nothing was changed")
    return previous


def _system() -> ModuleType:
    if sys.platform == "win32":
        from readiness.host.audio import mend_windows as system
    elif sys.platform == "linux":
        from readiness.host.audio import mend_linux as system
    else:
        raise MendError("this system's sound settings cannot be changed by a program")
    return system
