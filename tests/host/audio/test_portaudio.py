"""What PortAudio's codes mean, and which of its devices a name means."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from readiness.host.audio.endpoint import AudioEndpoint
from readiness.host.audio.portaudio import Device, SoundError, choose_device, devices, fault_in, fault_of, match

INPUTS = [
    Device(index=index, name=name, rate_hz=48_000, channels=1)
    for index, name in enumerate(["Mikrofon (HD Pro Webcam C920)", "Headset (Jabra Evolve2 65)", "Headset"])
]


@pytest.mark.parametrize(
    ("code", "host_code", "fault"),
    [
        (-9985, None, "busy"),
        (-9996, None, "not_found"),
        (-9997, None, "refused"),
        (-9999, None, "refused"),
        (-9999, -2147024891, "denied"),
        (-9996, -2147024891, "denied"),
        (-9996, -2004287478, "busy"),
        (-9992, -2004287484, "unplugged"),
        (-9992, -2147023728, "unplugged"),
        (-9996, -2004287473, "refused"),
        (-9992, -2004287472, "no_audio_system"),
        (-9985, 0, "busy"),
        (0, None, "refused"),
    ],
)
def test_error_code_becomes_a_fault(code: int, host_code: int | None, fault: str) -> None:
    assert fault_of(code, host_code) == fault


@pytest.mark.parametrize(
    ("host_api", "fault"), [(13, "denied"), (1, "not_found"), (-1, "not_found")], ids=["WASAPI", "DirectSound", "none"]
)
def test_reason_that_wasapi_gave_is_looked_up(host_api: int, fault: str) -> None:
    last = SimpleNamespace(hostApiType=host_api, errorCode=-2147024891)
    library = SimpleNamespace(paWASAPI=13, Pa_GetLastHostErrorInfo=lambda: last)
    refused = Exception("Error opening InputStream: Invalid device", -9996)
    assert fault_in(refused, SimpleNamespace(_lib=library)) == fault


def test_reason_of_another_error_is_its_own() -> None:
    in_use = (2, -2004287478, "AUDCLNT_E_DEVICE_IN_USE")
    refused = Exception("Error starting stream: Unanticipated host error", -9999, in_use)
    assert fault_in(refused, None) == "busy"
    assert fault_in(Exception("Invalid sample rate", -9997), None) == "refused"


@pytest.mark.parametrize(
    ("names", "index"),
    [
        (["Headset"], 2),
        (["jabra"], 1),
        (["C920"], 0),
        (["Fantasi", "EVOLVE2"], 1),
        (["Fantasi"], None),
        ([], None),
    ],
)
def test_device_is_found_by_its_name(names: list[str], index: int | None) -> None:
    found = match(INPUTS, names)
    assert (found.index if found else None) == index


class Listed:
    """What `sounddevice` lists, as a driver might report it."""

    def __init__(self, api: str, *rows: tuple[str, int, float]) -> None:
        self._api, self._rows = api, rows

    def query_hostapis(self) -> list[dict[str, Any]]:
        return [{"name": self._api, "default_input_device": 1, "default_output_device": -1}]

    def query_devices(self) -> list[dict[str, Any]]:
        return [
            {
                "index": index,
                "name": name,
                "hostapi": 0,
                "max_input_channels": channels,
                "max_output_channels": 0,
                "default_samplerate": rate_hz,
            }
            for index, (name, channels, rate_hz) in enumerate(self._rows)
        ]


def test_device_needs_input_channels_and_a_plausible_rate() -> None:
    listed = Listed("ALSA", ("dead", 0, 44100.0), ("array", 64, 0.0), ("pulse", 32, 1e9))
    assert devices(listed, "input") == [
        Device(index=1, name="array", rate_hz=48_000, channels=64, is_default=True),
        Device(index=2, name="pulse", rate_hz=48_000, channels=32, shared_server=True),
    ]
    assert devices(listed, "output") == []


def test_device_that_is_opened_for_a_name() -> None:
    server = Device(index=9, name="pulse", rate_hz=44_100, channels=32, shared_server=True)
    known = AudioEndpoint(name="Headset (Jabra Evolve2 65)")
    assert choose_device([*INPUTS, server], known, "jabra") is server
    assert choose_device(INPUTS, known, "jabra").index == 1
    assert choose_device(INPUTS, None, None).index == 0
    for offered, wanted, fault in ((INPUTS, "Fantasi", "not_found"), ([], None, "absent"), ([server], None, "absent")):
        with pytest.raises(SoundError) as caught:
            choose_device(offered, None, wanted)
        assert caught.value.fault == fault


CARDS = [
    Device(index=index, name=f"{name}: USB Audio (hw:{card},0)", rate_hz=16_000, channels=1, is_default=index == 0)
    for index, (card, name) in enumerate([(1, "Jabra EVOLVE 20 MS"), (3, "Jabra EVOLVE 20 MS"), (11, "Webcam")])
]


@pytest.mark.parametrize(("card", "index"), [("hw:1", 0), ("hw:3", 1), ("hw:11", 2)])
@pytest.mark.parametrize("wanted", [None, "EVOLVE"])
def test_card_number_distinguishes_devices_of_one_name(card: str, index: int, wanted: str | None) -> None:
    known = AudioEndpoint(name="Jabra EVOLVE 20 MS", id=card, pcm=f"{card},0")
    assert choose_device(CARDS, known, wanted).index == index


SECOND_OF_THE_CARD = Device(index=7, name="Jabra EVOLVE 20 MS: USB Audio #1 (hw:1,1)", rate_hz=48_000, channels=2)
NOT_LISTED = {
    "nothing else": [],
    "another of that name": CARDS[1:],
    "the card's second device": [SECOND_OF_THE_CARD, *CARDS[1:]],
}


@pytest.mark.parametrize("wanted", [None, "EVOLVE"])
@pytest.mark.parametrize("offered", NOT_LISTED.values(), ids=NOT_LISTED)
def test_card_in_use_is_busy_and_no_other_is_opened(offered: list[Device], wanted: str | None) -> None:
    # Seen with snd-usb-audio and snd-aloop: PortAudio does not list a device that is held.
    with pytest.raises(SoundError) as caught:
        choose_device(offered, AudioEndpoint(name="Jabra EVOLVE 20 MS", id="hw:1", pcm="hw:1,0"), wanted)
    assert (caught.value.fault, caught.value.name) == ("busy", "Jabra EVOLVE 20 MS")


LOAD = """
from readiness.host.audio.portaudio import SoundError, load
try:
    load()
except SoundError as error:
    print(error.fault)
"""


@pytest.mark.linux
@pytest.mark.parametrize("configuration", [None, "", "pcm.!default { unfinished"], ids=["none", "empty", "broken"])
def test_missing_sound_system_is_reported_without_a_crash(configuration: str | None, tmp_path: Path) -> None:
    file = tmp_path / "alsa.conf"
    if configuration is not None:
        file.write_text(configuration, encoding="utf-8")
    without = {**os.environ, "ALSA_CONFIG_PATH": str(file), "PULSE_SERVER": f"unix:{tmp_path}/none"}
    done = subprocess.run([sys.executable, "-c", LOAD], env=without, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "no_audio_system")
