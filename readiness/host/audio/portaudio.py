"""PortAudio: listing its devices, selecting one by name, and interpreting its error codes."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Literal

from readiness.host.audio.endpoint import AudioEndpoint, Direction, choose_endpoint
from readiness.host.audio.meeting_endpoints import list_meeting_endpoints
from readiness.host.system import sound_libraries

Fault = Literal["no_audio_system", "absent", "not_found", "denied", "busy", "refused", "no_signal", "unplugged"]

_WINDOWS_FAULTS: dict[int, Fault] = {
    0x80070005: "denied",  # E_ACCESSDENIED: the privacy switch
    0x8889000A: "busy",  # AUDCLNT_E_DEVICE_IN_USE: another program has it for itself
    0x88890004: "unplugged",  # AUDCLNT_E_DEVICE_INVALIDATED
    0x80070490: "unplugged",  # E_NOTFOUND, half a second later
    0x88890010: "no_audio_system",  # AUDCLNT_E_SERVICE_NOT_RUNNING: Windows' audio service, off on a server
}
_OVER_WASAPI = {-9996, -9992}
"""paInvalidDevice and paInsufficientMemory: what PortAudio returns for any refusal by WASAPI while it opens a stream,
privacy's included. It keeps WASAPI's own code (pa_win_wasapi.c, `CreateAudioClient`); sounddevice does not read it."""
_PORTAUDIO_FAULTS: dict[int, Fault] = {
    -9998: "refused",  # paInvalidChannelCount
    -9997: "refused",  # paInvalidSampleRate
    -9996: "not_found",  # paInvalidDevice
    -9985: "busy",  # paDeviceUnavailable
}
_SERVER_VARIABLES: dict[Direction, str] = {"input": "PULSE_SOURCE", "output": "PULSE_SINK"}

_RATES_HZ = (4_000, 384_000)
_USUAL_RATE_HZ = 48_000


class SoundError(Exception):
    """A microphone or output cannot be used; `fault` is the reason."""

    def __init__(self, fault: Fault, name: str = "") -> None:
        super().__init__(fault)
        self.fault: Fault = fault
        self.name = name


@dataclass(frozen=True, slots=True)
class Device:
    """One of PortAudio's inputs or outputs. `shared_server`: it stands for the sound server's current device."""

    index: int
    name: str
    rate_hz: int
    channels: int
    is_default: bool = False
    shared_server: bool = False


def fault_of(code: int, host_code: int | None = None) -> Fault:
    """Translate a PortAudio error code and the host API's code to a fault."""
    if host_code:
        return _WINDOWS_FAULTS.get(host_code & 0xFFFFFFFF, "refused")
    return _PORTAUDIO_FAULTS.get(code, "refused")


def fault_in(error: Exception, sounddevice: Any) -> Fault:
    """Translate a `PortAudioError`, which this module of `sounddevice` has just raised, to a fault."""
    code = error.args[1] if len(error.args) > 1 else 0
    host_code = error.args[2][1] if len(error.args) > 2 else None
    if code in _OVER_WASAPI:
        last = sounddevice._lib.Pa_GetLastHostErrorInfo()
        host_code = last.errorCode if last.hostApiType == sounddevice._lib.paWASAPI else None
    return fault_of(code, host_code)


def endpoint(direction: Direction, wanted: str | None = None) -> AudioEndpoint | None:
    """Return the system's description of a device, or None if it lists no such device.

    Args:
        direction: microphone or output.
        wanted: an id, a name or part of a name; None for the one that a meeting would use.
    """
    try:
        return choose_endpoint(list_meeting_endpoints(), wanted, direction)
    except OSError:
        # Without a sound server only PortAudio's own list is available.
        return None


def load(*endpoints: AudioEndpoint | None) -> ModuleType:
    """Import `sounddevice`, after setting the devices that the sound server is to use: they are read at start-up.

    Raises:
        SoundError: `no_audio_system`: PortAudio or ALSA's configuration is missing, or PortAudio does not start.
    """
    if not sound_libraries.alsa_is_configured():
        raise SoundError("no_audio_system")
    for each in endpoints:
        if sys.platform == "linux" and each is not None and each.id:
            os.environ[_SERVER_VARIABLES[each.direction]] = each.id
    try:
        with sound_libraries.by_soname():
            import sounddevice
    except OSError as error:
        raise SoundError("no_audio_system") from error
    except Exception as error:
        # sounddevice starts PortAudio on import, and raises an exception of its own if that fails.
        if type(error).__name__ != "PortAudioError":
            raise
        raise SoundError("no_audio_system") from error
    module: ModuleType = sounddevice
    return module


def devices(sounddevice: Any, direction: Direction) -> list[Device]:
    """Return the devices with channels in that direction, each once."""
    apis = sounddevice.query_hostapis()
    # Windows lists each device once per host API; only WASAPI gives untruncated names and the actual rate.
    chosen = [index for index, api in enumerate(apis) if api["name"] == "Windows WASAPI"] or list(range(len(apis)))
    defaults = {apis[index][f"default_{direction}_device"] for index in chosen}
    return [
        Device(
            index=device["index"],
            name=device["name"],
            rate_hz=_plausible_rate(device["default_samplerate"]),
            channels=device[f"max_{direction}_channels"],
            is_default=device["index"] in defaults,
            shared_server=apis[device["hostapi"]]["name"] == "ALSA" and device["name"] == "pulse",
        )
        for device in sounddevice.query_devices()
        if device[f"max_{direction}_channels"] > 0 and device["hostapi"] in chosen
    ]


def choose_device(offered: list[Device], known: AudioEndpoint | None, wanted: str | None) -> Device:
    """Select the device to open.

    Args:
        offered: from `devices`.
        known: the system's description of the wanted device.
        wanted: the requested name or id; None for the one that a meeting would use.

    Raises:
        SoundError: `absent`, `not_found`, or `busy` (the system lists it, but PortAudio cannot open it).
    """
    if known is not None and known.pcm:
        return _alsa_device(offered, known)
    if not offered:
        raise SoundError("absent")
    server = next((each for each in offered if each.shared_server), None)
    if server is not None and known is not None:
        return server
    if server is not None and wanted is None:
        # The server would fall back to an output's monitor source, which is not a microphone.
        raise SoundError("absent")
    names = [each for each in (known.name if known else None, wanted) if each]
    if found := match(offered, names):
        return found
    if wanted is not None:
        raise SoundError("not_found", wanted)
    return next((each for each in offered if each.is_default), offered[0])


def _alsa_device(offered: list[Device], known: AudioEndpoint) -> Device:
    """Return the ALSA device. PortAudio omits one in use; the card's others would be a different microphone."""
    found = next((each for each in offered if f"({known.pcm})" in each.name), None)
    if found is None:
        raise SoundError("busy", known.name)
    return found


def match(offered: list[Device], names: list[str]) -> Device | None:
    """Return the first device matching one of the names, an exact match before a partial one."""
    for name in names:
        key = name.casefold()
        for same in (str.__eq__, str.__contains__):
            for each in offered:
                if same(each.name.casefold(), key):
                    return each
    return None


def _plausible_rate(rate_hz: float) -> int:
    """Return the rate, or the usual one if it is implausible: some drivers report 0 Hz or impossible rates."""
    return int(rate_hz) if _RATES_HZ[0] <= rate_hz <= _RATES_HZ[1] else _USUAL_RATE_HZ
