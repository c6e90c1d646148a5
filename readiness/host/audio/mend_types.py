"""What a mend of an audio device is: the change to make, and what undoes it."""

from __future__ import annotations

from typing import Literal

import msgspec

MendKind = Literal["unmute", "level", "input", "output", "sound_on"]
"""Unmute the microphone; change its level; select the default microphone, or the default output; unmute an output."""

OFF = 0.01
"""Position of the system's slider below which a device is effectively muted."""

SOUND_ON_LEVEL = 0.4
"""Position for an output whose slider was at zero: clearly heard in a headset, and not too loud in any."""

MIN_CHANGE_DB = 1.0
"""A level that can change by less than this is at its limit."""

TO_FULL_DB = 120.0
"""A change that reaches the hardware's full level from any position of the slider."""


class MendError(OSError):
    """The mend failed: the device is gone, the level is at its limit, or the system does not permit it."""


class Mend(msgspec.Struct, frozen=True, kw_only=True):
    """A change to make.

    Attributes:
        kind: what to change.
        device: the endpoint's id.
        change_db: for `level`, the change; it ends at the hardware's full level.
        only_under: for `level`, the position of the system's slider, 0 to 1, from which on the level is not the reason;
            None if it may be anywhere.
    """

    kind: MendKind
    device: str
    change_db: float = 0.0
    only_under: float | None = None

    def concerns(self, slider: float) -> bool:
        """Whether a slider at this position may be the reason."""
        return self.only_under is None or slider < self.only_under


class Undo(msgspec.Struct, frozen=True, kw_only=True):
    """The state before a mend, as far as that changed it: what somebody else changes meanwhile stays.

    Attributes:
        mend: what was done.
        muted: whether the device was muted, and is to be so again.
        levels: of its channels, in the system's own unit; empty if they were not changed.
        set_levels: what they were changed to. A level that somebody has set since stays.
        default: the id of the default device.
    """

    mend: Mend
    muted: bool = False
    levels: tuple[float, ...] = ()
    set_levels: tuple[float, ...] = ()
    default: str = ""
