"""USB terminal types as evidence for devices that are not in the catalogue."""

from __future__ import annotations

import pytest

from readiness.checks.headset.catalogue import products
from readiness.checks.headset.classify import classify
from readiness.checks.headset.measure import is_loud, measure
from readiness.host.audio.endpoint import AudioEndpoint
from readiness.host.audio.endpoints_windows import (
    ENUMERATOR,
    FRIENDLY_NAME,
    INSTANCE_ID,
    JACK_SUBTYPE,
    Listing,
    parse,
)

JABRA, UNKNOWN, COMPUTERS = "0b0e:fff1", "1234:5678", "413c:fff1"


def kind(vid_pid: str, *terminals: int, name: str = "Frobnitz 7", bus: str = "usb") -> str:
    return classify(AudioEndpoint(name=name, bus=bus, vid_pid=vid_pid, terminals=terminals)).device_class


@pytest.mark.parametrize(
    ("vid_pid", "terminals", "device_class"),
    [
        (JABRA, (0x0402,), "call_headset"),
        (JABRA, (0x0201,), "unknown"),
        (JABRA, (0x0405,), "speakerphone"),
        (UNKNOWN, (0x0402,), "unknown"),
        (UNKNOWN, (0x0404,), "speakerphone"),
        (UNKNOWN, (0x0201, 0x0603), "analog_jack_unknown"),
        (UNKNOWN, (0x0206,), "desk_mic"),
        (UNKNOWN, (0x0201,), "unknown"),
        (COMPUTERS, (0x0402,), "unknown"),
    ],
)
def test_headset_terminal_passes_only_with_a_known_vendor(
    vid_pid: str, terminals: tuple[int, ...], device_class: str
) -> None:
    assert kind(vid_pid, *terminals) == device_class


def test_name_precedes_the_usb_terminal() -> None:
    assert kind(JABRA, 0x0402, name="Jabra Evolve2 40") == "call_headset"
    assert kind(UNKNOWN, 0x0402, name="Jabra SPEAK 510 USB") == "speakerphone"
    assert kind(UNKNOWN, 0x0405, name="Frobnitz headset 7") == "unknown"


def test_terminal_counts_on_usb_only() -> None:
    assert kind("", 0x0405, bus="internal") == "analog_jack_unknown"
    assert kind("", 0x0405, bus="bluetooth") == "unknown"


@pytest.mark.parametrize(
    ("terminal", "loud"), [(0x0304, True), (0x0405, True), (0x0302, False), (0x0402, False), (0x0301, None)]
)
def test_loudspeaker_terminal_is_audible_to_others(terminal: int, loud: bool | None) -> None:  # noqa: FBT001
    output = AudioEndpoint(name="Frobnitz 7", direction="output", bus="usb", terminals=(terminal,))
    assert is_loud(output, products()) is loud


def test_windows_stores_the_terminal_as_jack_subtype() -> None:
    store = {
        FRIENDLY_NAME: "Mikrofon (Frobnitz 7)",
        ENUMERATOR: "USB",
        INSTANCE_ID: r"{1}.USB\VID_0B0E&PID_FFF1&MI_00\7&1A2B3C4D&0&0000",
        JACK_SUBTYPE: "{DFF21DE2-F70F-11D0-B917-00A0C9223196}",
    }
    listing = Listing(inputs={"in": store}, outputs={}, defaults=frozenset({"in"}), communications_defaults=frozenset())
    endpoints = parse(listing)
    assert endpoints[0].terminals == (0x0402,)
    measured = measure(endpoints)
    assert measured.device_class == "call_headset"
    assert "USB says that it is a headset" in (measured.evidence or ())
