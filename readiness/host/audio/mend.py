"""Mends for audio devices: unmute, change the level, select the default device; and undo.

Linux: through PulseAudio or PipeWire. Windows: mute and level only (`IAudioEndpointVolume`), as Windows has no API for
selecting the default device. macOS: none. The calls block on the system for up to a few seconds.
"""

from __future__ import annotations

import sys
from types import ModuleType

from readiness.host.audio.mend_types import Mend, MendError, Undo


def is_possible(mend: Mend) -> bool:
    """Whether the mend is possible on this system and would change anything."""
    try:
        return bool(_system().is_possible(mend))
    except OSError:
        return False


def apply(mend: Mend) -> Undo:
    """Apply a mend and return the previous state.

    Raises:
        MendError: it failed; nothing has changed.
    """
    return _checked(_system().apply(mend))


def undo(done: Undo) -> bool:
    """Restore the state before `apply`; return whether anything was left to restore.

    A level that somebody has changed since `apply` stays as it is.

    Raises:
        MendError: the device is gone, or the system does not answer.
    """
    return bool(_system().undo(done))


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
