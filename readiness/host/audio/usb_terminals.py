"""The terminal types that a USB audio device declares for its inputs and outputs. Pure: bytes in, numbers out.

Sources: USB Device Class Definition for Audio Devices 1.0, 2.0 and 3.0, "Input/Output Terminal Descriptor", where the
type is at the same offset, and "Universal Serial Bus Device Class Definition for Terminal Types", 1.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_INTERFACE, _CLASS_SPECIFIC = 0x04, 0x24
_AUDIO_CONTROL, _VIDEO = (0x01, 0x01), 0x0E
_INPUT_TERMINAL, _OUTPUT_TERMINAL = 0x02, 0x03
_STREAM = 0x01
"""Terminals of the kind 0x01xx are the USB side of the device."""

_KS_NODE_TYPE = re.compile(r"\{DFF2([0-9A-F]{4})-F70F-11D0-B917-00A0C9223196\}", re.IGNORECASE)
_KS_OFFSET = 0x19E0
"""ksmedia.h gives a terminal type the GUID with this number added: 0x0201 is KSNODETYPE_MICROPHONE, {DFF21BE1-…}."""


@dataclass(frozen=True, slots=True)
class UsbTerminals:
    """Terminal types where sound comes in and where it goes out, each once and in order, and whether there is video."""

    inputs: tuple[int, ...] = ()
    outputs: tuple[int, ...] = ()
    has_video: bool = False


def read_terminals(descriptors: bytes) -> UsbTerminals:
    """The terminals of a device from all its descriptors, as Linux' sysfs file `descriptors` has them.

    What is torn, or no descriptor at all, gives what could be read before that.
    """
    inputs: dict[int, None] = {}
    outputs: dict[int, None] = {}
    in_control = has_video = False
    for one in _each(descriptors):
        kind = one[1]
        if kind == _INTERFACE and len(one) >= 9:
            in_control = (one[5], one[6]) == _AUDIO_CONTROL
            has_video = has_video or one[5] == _VIDEO
        elif kind == _CLASS_SPECIFIC and in_control and len(one) >= 6:
            terminal = int.from_bytes(one[4:6], "little")
            if one[2] in {_INPUT_TERMINAL, _OUTPUT_TERMINAL} and terminal >> 8 != _STREAM:
                (inputs if one[2] == _INPUT_TERMINAL else outputs)[terminal] = None
    return UsbTerminals(tuple(inputs), tuple(outputs), has_video)


def _each(descriptors: bytes) -> Iterator[bytes]:
    at = 0
    while at + 2 <= len(descriptors):
        length = descriptors[at]
        if length < 2 or at + length > len(descriptors):
            return
        yield descriptors[at : at + length]
        at += length


def terminal_of_node(ks_node_type: str) -> int | None:
    """The terminal type that Windows keeps as a KSNODETYPE of the jack; None for any other GUID."""
    found = _KS_NODE_TYPE.fullmatch(ks_node_type.strip())
    terminal = int(found[1], 16) - _KS_OFFSET if found else 0
    return terminal if 0x0200 <= terminal <= 0x07FF else None
