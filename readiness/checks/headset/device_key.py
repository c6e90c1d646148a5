"""Knowing a device again: in the next session, in another socket, under another language of the system."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from readiness.checks.headset.name_parser import take_apart
from readiness.host.audio.endpoint import AudioEndpoint
from readiness.host.audio.endpoints import list_endpoints

LETTERS = 32
_KEY = re.compile(rf"[0-9a-f]{{{LETTERS}}}")


def device_key(endpoint: AudioEndpoint) -> str:
    """A digest of what identifies the device, from which nobody reads its name.

    USB: vendor, product and the maker's name for it, so that two of the same model share an answer and a socket does
    not matter. Bluetooth: the thing's own address or container. Otherwise the connection, the maker's name and the
    socket of the sound card.
    """
    name = take_apart(endpoint.name)
    bus = endpoint.bus or name.bus
    product = name.product or name.whole
    vid_pid = endpoint.vid_pid or name.vid_pid
    if vid_pid:
        told = ("usb", vid_pid, product)
    elif bus == "bluetooth" and endpoint.device:
        told = ("bluetooth", endpoint.device.casefold(), "")
    else:
        told = (bus, product or endpoint.id, endpoint.port)
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:LETTERS]


def is_key(text: str | None) -> bool:
    """Whether that is the form of a key, which tells a person nothing."""
    return text is not None and _KEY.fullmatch(text) is not None


def by_key(endpoints: Iterable[AudioEndpoint], wanted: str | None) -> str | None:
    """What opens the microphone with that key, the system's own choice first; `wanted` itself when none has it."""
    if wanted is None or not is_key(wanted):
        return wanted
    found = [each for each in endpoints if each.direction == "input" and device_key(each) == wanted]
    found.sort(key=lambda each: not each.is_default)
    return next((each.id or each.name for each in found), wanted)


def opened_by(wanted: str | None) -> str | None:
    """The same, of the microphones that the system has now."""
    if wanted is None or not is_key(wanted):
        return wanted
    try:
        return by_key(list_endpoints(), wanted)
    except OSError:
        return wanted  # nothing has that name, so it is said to be missing
