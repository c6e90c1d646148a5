"""Audio endpoints, from saved answers of each system and from a real sound server."""

from __future__ import annotations

import ast
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pipewire_server import BOTH_SERVERS
from sound_devices import (
    AIRPODS,
    BUILT_IN,
    EARPHONE,
    LOUDSPEAKERS,
    NARROW_BAND_EARBUDS,
    USB_EARPHONES,
    USB_HEADSET,
    USB_HEADSET_WITHOUT_FORM_FACTOR,
    WEBCAM,
    Microphone,
)
from sound_rig import SoundRig

from readiness.checks.headset.classify import classify
from readiness.host.audio import endpoints_linux as linux
from readiness.host.audio.endpoint import AudioEndpoint, choose_endpoint

SESSIONS = ("SESSIONNAME", "XRDP_SESSION", "TLSESSIONDATA", "X2GO_SESSION", "NX_CLIENT", "NXSESSIONID", "VNCDESKTOP")
CARDS = """\
 0 [PCH            ]: HDA-Intel - HDA Intel PCH
                      HDA Intel PCH at 0xd1330000 irq 145
 1 [E65            ]: USB-Audio - Jabra Evolve2 65
                      GN Audio A/S Jabra Evolve2 65 at usb-0000:00:14.0-2, full speed
"""
PCM = """\
00-00: ALC257 Analog : ALC257 Analog : playback 1 : capture 1
00-03: HDMI 0 : HDMI 0 : playback 1
01-00: USB Audio : USB Audio : playback 1 : capture 1
"""
A = AudioEndpoint(name="Headset (Jabra Evolve2 65)", id="id-a")
B = AudioEndpoint(name="Mikrofon (HD Pro Webcam C920)", id="id-b", is_default=True)
C = AudioEndpoint(name="Headset (Jabra)", id="id-c", is_default_communications=True)
OUT = AudioEndpoint(name="Högtalare", id="id-out", direction="output", is_default=True)


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [(None, B), ("id-b", B), ("headset (jabra)", C), ("evolve2", A), ("högtalare", None), ("blackwire", None)],
)
def test_choosing_by_id_by_name_or_by_default(wanted: str | None, chosen: AudioEndpoint | None) -> None:
    assert choose_endpoint((A, B, C, OUT), wanted) is chosen


def test_chrome_gets_the_default_else_the_communications_default() -> None:
    assert choose_endpoint((A, C, B, OUT)) is B
    assert choose_endpoint((A, C, OUT)) is C
    assert choose_endpoint((A, OUT)) is None


def test_kernel_cards_are_listed_without_a_sound_server() -> None:
    endpoints = linux.parse(linux.Listing(cards=CARDS, pcm=PCM, usb_ids={1: "0b0e:24f6"}))
    assert [(each.name, each.direction, each.bus, each.vid_pid) for each in endpoints] == [
        ("HDA Intel PCH", "input", "internal", ""),
        ("HDA Intel PCH", "output", "internal", ""),
        ("Jabra Evolve2 65", "input", "usb", "0b0e:24f6"),
        ("Jabra Evolve2 65", "output", "usb", "0b0e:24f6"),
    ]
    assert [each.id for each in endpoints if each.is_default] == ["hw:0", "hw:0"]


SEVERAL_DEVICES = """\
00-03: HDMI 0 : HDMI 0 : playback 1
00-00: ALC257 Analog : ALC257 Analog : playback 1
00-06: DMIC (*) :  : capture 1
00-02: ALC257 Alt Analog : ALC257 Alt Analog : capture 1
01-00: USB Audio : USB Audio : playback 1 : capture 1
01-01: USB Audio #1 : USB Audio #1 : capture 1
"""


def test_first_device_in_each_direction_stands_for_a_card() -> None:
    endpoints = linux.parse(linux.Listing(cards=CARDS, pcm=SEVERAL_DEVICES))
    assert [each.pcm for each in endpoints if each.direction == "input"] == ["hw:0,2", "hw:1,0"]
    assert [each.pcm for each in endpoints if each.direction == "output"] == ["hw:0,0", "hw:1,0"]


def test_no_card_at_all_is_an_empty_list() -> None:
    assert linux.parse(linux.Listing()) == ()


@pytest.fixture(scope="module", params=BOTH_SERVERS)
def rig(request: pytest.FixtureRequest) -> Iterator[SoundRig]:
    with SoundRig(request.param) as rig:
        for output in (LOUDSPEAKERS, EARPHONE):
            rig.plug(output)
        yield rig


KINDS = {
    USB_HEADSET: "call_headset",
    USB_HEADSET_WITHOUT_FORM_FACTOR: "call_headset",
    AIRPODS: "phone_earbuds",
    NARROW_BAND_EARBUDS: "phone_earbuds",
    USB_EARPHONES: "phone_earbuds",
    BUILT_IN: "analog_jack_unknown",
    WEBCAM: "webcam_mic",
}


@pytest.mark.parametrize("microphone", KINDS, ids=lambda microphone: microphone.portaudio_name)
def test_a_microphone_on_a_real_sound_server(rig: SoundRig, microphone: Microphone) -> None:
    rig.plug(microphone, default=True)
    endpoint = choose_endpoint(linux.parse(linux.fetch(rig.server)))
    rig.unplug(microphone)
    assert endpoint is not None
    assert endpoint.id == microphone.source
    assert endpoint.muted is False
    assert classify(endpoint).device_class == KINDS[microphone]


def test_mute_state_and_codec_are_read(rig: SoundRig) -> None:
    rig.plug(NARROW_BAND_EARBUDS, default=True)
    rig.mute(NARROW_BAND_EARBUDS)
    endpoint = choose_endpoint(linux.parse(linux.fetch(rig.server)))
    rig.unplug(NARROW_BAND_EARBUDS)
    assert endpoint is not None
    assert (endpoint.muted, endpoint.codec, endpoint.bus) == (True, "cvsd", "bluetooth")


def test_mute_of_one_microphone_is_asked_for_by_its_name(rig: SoundRig) -> None:
    rig.plug(USB_HEADSET)
    assert linux.is_source_muted(USB_HEADSET.source, rig.server) is False
    rig.mute(USB_HEADSET)
    assert linux.is_source_muted(USB_HEADSET.source, rig.server) is True
    rig.unplug(USB_HEADSET)
    with pytest.raises(LookupError):
        linux.is_source_muted(USB_HEADSET.source, rig.server)


def test_monitor_source_is_not_a_microphone(rig: SoundRig) -> None:
    rig.plug(USB_HEADSET)
    endpoints = linux.parse(linux.fetch(rig.server))
    rig.unplug(USB_HEADSET)
    assert [each.id for each in endpoints if each.direction == "input"] == [USB_HEADSET.source]
    assert {EARPHONE.sink, LOUDSPEAKERS.sink} < {each.id for each in endpoints if each.direction == "output"}


LENT = Microphone(
    source="xrdp-source",
    portaudio_name="xrdp source",
    properties={"device.description": "xrdp source", "node.virtual": "true"},
)
LIST_BUSES = """
from readiness.host.audio.endpoints import list_endpoints
print([each.bus for each in list_endpoints() if each.name == "xrdp source"])
"""


@pytest.mark.parametrize(("session", "buses"), [({}, ["virtual"]), ({"XRDP_SESSION": "1"}, [""])])
def test_driver_without_hardware_is_no_program_in_a_remote_session(
    rig: SoundRig, session: dict[str, str], buses: list[str]
) -> None:
    rig.plug(LENT)
    here = {name: value for name, value in rig.environment.items() if name not in SESSIONS}
    listed = subprocess.run([sys.executable, "-c", LIST_BUSES], env=here | session, capture_output=True, check=True)
    rig.unplug(LENT)
    assert ast.literal_eval(listed.stdout.decode()) == buses


@pytest.mark.linux
def test_silent_sound_server_times_out(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "native"))
        silent.listen()
        with pytest.raises(OSError, match="did not answer"):
            linux.fetch(f"unix:{tmp_path / 'native'}", answer_s=0.1)


@pytest.mark.linux
def test_unreachable_sound_server_falls_back_to_the_kernel(tmp_path: Path) -> None:
    assert linux.fetch(f"unix:{tmp_path / 'nothing'}").devices == ()
