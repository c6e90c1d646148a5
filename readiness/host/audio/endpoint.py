"""A microphone or an output as a system tells of it, and which one a meeting would get. No system is asked here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Direction = Literal["input", "output"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioEndpoint:
    """A microphone or an output. What the system does not say is an empty string, or None for a yes or no.

    Attributes:
        name: what the system shows; may name a person.
        id: what is needed to open it: PulseAudio source or sink name, MMDevice id, CoreAudio name, ALSA card.
        device: the same for the inputs and outputs of one thing (container, card, address); may be a serial number.
        bus: `usb`, `bluetooth`, `internal`, `virtual`, `hdmi`, `thunderbolt` or `phone`.
        form_factor: `headset`, `webcam`, `internal`, `microphone`, `headphone`, `line`, …, the system's own word.
        enumerator: Windows' PKEY_Device_EnumeratorName (`USB`, `BTHHFENUM`, `HDAUDIO`).
        transport: macOS' transport type (`coreaudio_device_type_usb`).
        vid_pid: USB vendor and product in hexadecimal, `0b0e:24f6`.
        codec: Bluetooth codec (`cvsd` is narrow-band).
        profile: Bluetooth profile.
        port: which socket of a sound card (`analog-input-internal-mic`).
        terminals: what USB says is at this end, as terminal types of the USB audio class (0x0402 is a headset).
        is_default: what programs get that ask for none, Chrome among them.
        is_default_communications: what programs for calls get that ask for none.
    """

    name: str
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
    terminals: tuple[int, ...] = ()
    is_default: bool = False
    is_default_communications: bool = False
    muted: bool | None = None


def choose(endpoints: Iterable[AudioEndpoint], wanted: str | None = None) -> AudioEndpoint | None:
    """The microphone that a meeting would get.

    Args:
        endpoints: from `list_endpoints`.
        wanted: an id, a name or a part of a name, however written; None for what Chrome gets by itself.
    """
    inputs = [each for each in endpoints if each.direction == "input"]
    if wanted is None:
        return default_of(inputs)
    key = wanted.casefold()
    exact = [each for each in inputs if key in {each.id.casefold(), each.name.casefold()}]
    return next(iter(exact or [each for each in inputs if key in each.name.casefold()]), None)


def default_of(endpoints: Iterable[AudioEndpoint]) -> AudioEndpoint | None:
    """What Chrome gets when neither the page nor a person chooses: the default device, not that for communications.

    On Windows Chrome's "default" is the endpoint of the role eConsole; the one for communications is an entry of its
    own in its list (Chromium, media/audio/win/core_audio_util_win.cc and audio_device_description.h).
    """
    ranked = [each for each in endpoints if each.is_default or each.is_default_communications]
    return max(ranked, key=lambda each: each.is_default, default=None)


def usb_id(vendor: str, product: str) -> str:
    """`0x0B0E` and `0x24F6` as `0b0e:24f6`; an empty string without a vendor."""
    digits = [part.casefold().removeprefix("0x") for part in (vendor, product)]
    return ":".join(digits) if digits[0] else ""
