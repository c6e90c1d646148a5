"""A stable key that identifies a device across sessions, sockets and system languages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from readiness.checks.headset.name_parser import parse_name
from readiness.host.audio.endpoint import AudioEndpoint
from readiness.host.audio.endpoints import list_endpoints

LETTERS = 32
_KEY = re.compile(rf"[0-9a-f]{{{LETTERS}}}")


def device_key(endpoint: AudioEndpoint) -> str:
    """Return a digest of what identifies the device, which does not reveal its name.

    USB: vendor, product and the vendor's name for it, so that devices of the same model share an answer and the socket
    does not matter. Bluetooth: the device's own address or container. Otherwise: connection, vendor's name and socket
    of the sound card.
    """
    name = parse_name(endpoint.name)
    bus = endpoint.bus or name.bus
    product = name.product or name.whole
    vid_pid = endpoint.vid_pid or name.vid_pid
    if vid_pid:
        identity = ("usb", vid_pid, product)
    elif bus == "bluetooth" and endpoint.device:
        identity = ("bluetooth", endpoint.device.casefold(), "")
    else:
        identity = (bus, product or endpoint.id, endpoint.port)
    return hashlib.sha256("\n".join(identity).encode("utf-8", "surrogatepass")).hexdigest()[:LETTERS]


def is_key(text: str | None) -> bool:
    """Whether a text is a device key (and thus not suitable for display)."""
    return text is not None and _KEY.fullmatch(text) is not None


def by_key(endpoints: Iterable[AudioEndpoint], wanted: str | None) -> str | None:
    """Return the id of the microphone with that key, preferring the system's default; `wanted` if none has it."""
    if wanted is None or not is_key(wanted):
        return wanted
    found = [each for each in endpoints if each.direction == "input" and device_key(each) == wanted]
    found.sort(key=lambda each: not each.is_default)
    return next((each.id or each.name for each in found), wanted)


def resolve_key(wanted: str | None) -> str | None:
    """Resolve a key among the currently connected microphones; see `by_key`."""
    if wanted is None or not is_key(wanted):
        return wanted
    try:
        return by_key(list_endpoints(), wanted)
    except OSError:
        return wanted  # no device has that name, so it is reported as missing
