"""Knowing a device again: in the next session, in another socket, under another language of the system."""

from __future__ import annotations

import hashlib

from readiness.checks.headset.names import take_apart
from readiness.host.audio_endpoint import AudioEndpoint

LETTERS = 32


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
