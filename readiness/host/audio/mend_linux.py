"""Mute, level and default device through PulseAudio or PipeWire's PulseAudio interface."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from msgspec.structs import replace

from readiness.host.audio.mend_types import MIN_CHANGE_DB, OFF, SOUND_ON_LEVEL, Mend, MendError, Undo
from readiness.host.system.pulse_server import NoServerError, Pulse, SoundDevice, connect

_CUBIC_DB = 60.0
"""PulseAudio's volume is the cube root of the amplitude: 60 dB for a factor of ten."""

_FULL = 1.0
"""PA_VOLUME_NORM: the hardware's full gain. Anything above amplifies noise and voice alike."""

_LOWEST = 0.1
"""No mend lowers the level below this."""


def is_possible(mend: Mend) -> bool:
    """Whether the mend would change anything."""
    with _pulse() as pulse:
        if mend.kind in {"input", "output"}:
            return str(_device(pulse, mend).name) != _default(pulse, mend)
        device = _device(pulse, mend)
        if mend.kind in {"unmute", "sound_on"}:
            return _is_off(device)
        return mend.concerns(_slider(device)) and not _is_at_its_end(device, mend)


def apply(mend: Mend) -> Undo:
    """Apply the mend and return the previous state."""
    with _pulse() as pulse:
        device = _device(pulse, mend)
        if mend.kind in {"input", "output"}:
            before = Undo(mend=mend, default=_default(pulse, mend))
            pulse.default_set(device)
            return before
        levels = tuple(device.volume.values)
        if mend.kind in {"unmute", "sound_on"}:
            before = Undo(mend=mend, muted=bool(device.mute))
            if _slider(device) < OFF:
                on = SOUND_ON_LEVEL if mend.kind == "sound_on" else _FULL
                before = replace(before, levels=levels, set_levels=(on,) * len(levels))
                _set_levels(pulse, device, before.set_levels)
            pulse.mute(device, mute=False)
            return before
        if _is_at_its_end(device, mend):
            raise MendError("the level is at its end")
        now, then = _slider(device), _target(device, mend)
        # The channels keep their balance, except from zero.
        set_levels = tuple(then * each / now if now >= OFF else then for each in levels)
        _set_levels(pulse, device, set_levels)
        return Undo(mend=mend, levels=levels, set_levels=set_levels)


def undo(done: Undo) -> bool:
    """Restore the previous state; return whether anything was left to restore."""
    with _pulse() as pulse:
        if done.mend.kind in {"input", "output"}:
            pulse.default_set(_device(pulse, Mend(kind=done.mend.kind, device=done.default)))
            return True
        device = _device(pulse, done.mend)
        puts_back_levels = bool(done.levels) and _change_db(max(done.set_levels), _slider(device)) < MIN_CHANGE_DB
        if puts_back_levels:
            _set_levels(pulse, device, done.levels)
        if done.muted:
            pulse.mute(device, mute=True)
        return puts_back_levels or done.muted


@contextmanager
def _pulse() -> Iterator[Pulse]:
    try:
        with connect() as pulse:
            yield pulse
    except NoServerError as error:
        raise MendError("there is no sound server") from error


def _device(pulse: Pulse, mend: Mend) -> SoundDevice:
    offered = pulse.sink_list() if mend.kind in {"output", "sound_on"} else pulse.source_list()
    found = next((each for each in offered if each.name == mend.device), None)
    if found is None:
        raise MendError(f"{mend.kind}: the device is gone")
    return found


def _default(pulse: Pulse, mend: Mend) -> str:
    info = pulse.server_info()
    return str(info.default_sink_name if mend.kind == "output" else info.default_source_name)


def _is_off(device: SoundDevice) -> bool:
    return bool(device.mute) or _slider(device) < OFF


def _slider(device: SoundDevice) -> float:
    return float(max(device.volume.values, default=_FULL))


def _target(device: SoundDevice, mend: Mend) -> float:
    """Return the slider's new position: between `_LOWEST` and `_FULL`, but never further from the request than now."""
    now = _slider(device)
    wanted = max(now, OFF) * 10 ** (mend.change_db / _CUBIC_DB)
    return min(max(wanted, min(_LOWEST, now)), max(_FULL, now))


def _is_at_its_end(device: SoundDevice, mend: Mend) -> bool:
    return _change_db(_slider(device), _target(device, mend)) < MIN_CHANGE_DB


def _change_db(slider: float, other: float) -> float:
    """Return how far two positions of the slider are from each other."""
    return abs(_CUBIC_DB * math.log10(max(slider, OFF) / max(other, OFF)))


def _set_levels(pulse: Pulse, device: SoundDevice, levels: Sequence[float]) -> None:
    device.volume.values = list(levels)
    pulse.volume_set(device, device.volume)
