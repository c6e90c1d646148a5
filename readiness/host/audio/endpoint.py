"""Data type of a microphone or output, and selection of the one a meeting would use. No I/O."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Direction = Literal["input", "output"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioEndpoint:
    """A microphone or an output. Unknown values are an empty string, or None for booleans.

    Attributes:
        name: display name; may contain a person's name.
        product: the vendor's own name for the device, if the system tells it apart from what it adds itself.
        id: identifier for opening it: PulseAudio source or sink name, MMDevice id, CoreAudio name, ALSA card.
        device: identifier shared by the inputs and outputs of one device (container, card, address); may be a serial
            number.
        bus: `usb`, `bluetooth`, `internal`, `virtual`, `hdmi`, `thunderbolt` or `phone`.
        form_factor: `headset`, `webcam`, `internal`, `microphone`, `headphone`, `line`, …, the system's own word.
        enumerator: Windows' PKEY_Device_EnumeratorName (`USB`, `BTHHFENUM`, `HDAUDIO`).
        transport: macOS' transport type (`coreaudio_device_type_usb`).
        vid_pid: USB vendor and product in hexadecimal, `0b0e:24f6`.
        codec: Bluetooth codec (`cvsd` is narrow-band).
        profile: Bluetooth profile.
        port: the active port of a sound card (`analog-input-internal-mic`).
        pcm: without a sound server, the ALSA device that stands for the card, its first in this direction (`hw:1,0`).
        terminals: USB audio class terminal types at this end (0x0402 is a headset).
        is_default: default device for programs that select none, such as Chrome.
        is_default_communications: default device for calling programs that select none.
        muted: muted in the system.
        level: position of the system's slider, 0 to 1, over 1 where the system amplifies. On Windows only of the
            default outputs.
    """

    name: str
    product: str = ""
    id: str = ""
    direction: Direction = "input"
    device: str = ""
    bus: str = ""
    form_factor: str = ""
    enumerator: str = ""
    transport: str = ""
    vid_pid: str = ""
    codec: str = ""
    profile: str = ""
    port: str = ""
    pcm: str = ""
    terminals: tuple[int, ...] = ()
    is_default: bool = False
    is_default_communications: bool = False
    muted: bool | None = None
    level: float | None = None


def choose_endpoint(
    endpoints: Iterable[AudioEndpoint], wanted: str | None = None, direction: Direction = "input"
) -> AudioEndpoint | None:
    """Return the microphone, or the output, that a meeting would use, or None.

    Args:
        endpoints: from `list_endpoints`.
        wanted: an id, a name or part of a name, case-insensitive; None for Chrome's default.
        direction: microphone or output.
    """
    offered = [each for each in endpoints if each.direction == direction]
    if wanted is None:
        return default_of(offered)
    key = wanted.casefold()
    exact = [each for each in offered if key in {each.id.casefold(), each.name.casefold()}]
    return next(iter(exact or [each for each in offered if key in each.name.casefold()]), None)


def default_of(endpoints: Iterable[AudioEndpoint]) -> AudioEndpoint | None:
    """Return Chrome's default: the default device, rather than the default communications device.

    On Windows Chrome's "default" is the eConsole role's endpoint; the communications default is a separate entry in its
    list (Chromium, media/audio/win/core_audio_util_win.cc and audio_device_description.h).
    """
    ranked = [each for each in endpoints if each.is_default or each.is_default_communications]
    return max(ranked, key=lambda each: each.is_default, default=None)


def as_lent(endpoints: Iterable[AudioEndpoint]) -> tuple[AudioEndpoint, ...]:
    """Return a remote session's endpoints, whose drivers without hardware lend those of the computer in front.

    Such a driver's connection and container say nothing of the device, but its name may be the device's own (Citrix
    Workspace app for Linux, "Audio": since 2112 devices have their own names instead of "Citrix HDX Audio").
    """
    return tuple(replace(each, bus="", device="") if each.bus == "virtual" else each for each in endpoints)


def usb_id(vendor: str, product: str) -> str:
    """Format `0x0B0E` and `0x24F6` as `0b0e:24f6`; empty without a vendor."""
    digits = [part.casefold().removeprefix("0x") for part in (vendor, product)]
    return ":".join(digits) if digits[0] else ""
