"""What USB devices say of their ends, laid out as the USB audio class lays it out, and torn in every way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.host.audio import endpoints_linux as linux
from readiness.host.audio.usb_terminals import UsbTerminals, read_terminals, terminal_of_node

DEVICE = bytes([18, 1, 0, 2, 0, 0, 0, 64, 0x0E, 0x0B, 0xF6, 0x24, 0, 1, 1, 2, 3, 1])
CONFIGURATION = bytes([9, 2, 0, 1, 3, 1, 0, 0xA0, 50])
CONTROL, STREAMING = bytes([9, 4, 0, 0, 0, 1, 1, 0, 0]), bytes([9, 4, 1, 0, 0, 1, 2, 0, 0])
CONTROL_OF_2_0, VIDEO = bytes([9, 4, 0, 0, 0, 1, 1, 0x20, 0]), bytes([9, 4, 2, 0, 0, 0x0E, 1, 0, 0])
GENERAL = bytes([7, 0x24, 1, 1, 1, 1, 0])
FEATURE = bytes([10, 0x24, 6, 2, 1, 1, 3, 0, 0, 0])


def into(terminal: int, size: int = 12) -> bytes:
    """Where sound comes in; 12 bytes in version 1.0 of the class, 17 in 2.0."""
    return bytes([size, 0x24, 2, 1, *terminal.to_bytes(2, "little")]).ljust(size, b"\0")


def out(terminal: int, size: int = 9) -> bytes:
    """An output terminal."""
    return bytes([size, 0x24, 3, 3, *terminal.to_bytes(2, "little")]).ljust(size, b"\0")


HEADSET = (
    DEVICE + CONFIGURATION + CONTROL + into(0x0101) + FEATURE + out(0x0402) + into(0x0402) + out(0x0101) + STREAMING
)


@pytest.mark.parametrize(
    ("descriptors", "expected"),
    [
        (HEADSET, UsbTerminals((0x0402,), (0x0402,))),
        (CONTROL_OF_2_0 + into(0x0201, 17) + out(0x0301, 12), UsbTerminals((0x0201,), (0x0301,))),
        (CONTROL + into(0x0402) + out(0x0402) + CONTROL + out(0x0302), UsbTerminals((0x0402,), (0x0402, 0x0302))),
        (VIDEO + into(0x0201) + CONTROL + into(0x0201), UsbTerminals((0x0201,), (), has_video=True)),
        (STREAMING + GENERAL + out(0x0301), UsbTerminals()),
        (b"", UsbTerminals()),
    ],
    ids=["headset", "version 2.0", "two functions", "camera", "streaming only", "nothing"],
)
def test_terminals_are_read(descriptors: bytes, expected: UsbTerminals) -> None:
    assert read_terminals(descriptors) == expected


@pytest.mark.parametrize("length", range(len(HEADSET)))
def test_truncated_descriptors_give_the_terminals_before_the_cut(length: int) -> None:
    terminals = read_terminals(HEADSET[:length])
    assert set(terminals.inputs) | set(terminals.outputs) <= {0x0402}


@given(st.binary(max_size=400))
def test_arbitrary_bytes_do_not_raise(descriptors: bytes) -> None:
    terminals = read_terminals(descriptors)
    assert all(0 <= each <= 0xFFFF and each >> 8 != 1 for each in terminals.inputs + terminals.outputs)


@pytest.mark.parametrize(
    ("guid", "terminal"),
    [
        ("{DFF21BE1-F70F-11D0-B917-00A0C9223196}", 0x0201),
        ("{dff21ce2-f70f-11d0-b917-00a0c9223196}", 0x0302),
        ("{DFF21DE2-F70F-11D0-B917-00A0C9223196}", 0x0402),
        ("{DFF21DE5-F70F-11D0-B917-00A0C9223196}", 0x0405),
        ("{DFF21FE3-F70F-11D0-B917-00A0C9223196}", 0x0603),
        ("{DFF219E0-F70F-11D0-B917-00A0C9223196}", None),
        ("{DFF2FFFF-F70F-11D0-B917-00A0C9223196}", None),
        ("{00000000-0000-0000-0000-000000000000}", None),
        ("", None),
    ],
)
def test_windows_node_type_is_converted_to_a_terminal_type(guid: str, terminal: int | None) -> None:
    assert terminal_of_node(guid) == terminal


SPEAKERPHONE = CONTROL + into(0x0405) + out(0x0405)
CARDS = """\
 0 [PCH            ]: HDA-Intel - HDA Intel PCH
                      HDA Intel PCH at 0xd1330000 irq 145
 1 [Frobnitz       ]: USB-Audio - Frobnitz 7
                      Acme Frobnitz 7 at usb-0000:00:14.0-2, full speed
"""
PCM = "00-00: ALC257 : ALC257 : playback 1 : capture 1\n01-00: USB Audio : USB Audio : playback 1 : capture 1\n"


def test_each_direction_of_a_usb_card_has_its_terminals_and_a_chip_none() -> None:
    listing = linux.Listing(
        cards=CARDS,
        pcm=PCM,
        usb_ids={1: "1234:5678"},
        usb_descriptors={0: SPEAKERPHONE, 1: CONTROL + into(0x0201) + out(0x0304)},
    )
    terminals = {(each.id, each.direction): each.terminals for each in linux.parse(listing)}
    assert terminals == {
        ("hw:0", "input"): (),
        ("hw:0", "output"): (),
        ("hw:1", "input"): (0x0201,),
        ("hw:1", "output"): (0x0304,),
    }


def test_sound_server_device_gets_the_terminals_of_its_card() -> None:
    device = linux.PulseDevice(
        direction="input",
        name="alsa_input.usb-Acme",
        description="Frobnitz 7",
        card="3",
        port="",
        muted=False,
        properties={"device.bus": "usb", "alsa.card": "1", "device.vendor.id": "1234", "device.product.id": "5678"},
    )
    (endpoint,) = linux.parse(linux.Listing(devices=(device,), usb_descriptors={1: VIDEO + SPEAKERPHONE}))
    assert (endpoint.terminals, endpoint.form_factor) == ((0x0405,), "webcam")
