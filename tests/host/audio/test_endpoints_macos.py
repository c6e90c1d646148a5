"""macOS: what `system_profiler SPAudioDataType -json` prints. The format as in public bug reports, names invented."""

from __future__ import annotations

import json

import pytest

from readiness.checks.headset.catalogue import products
from readiness.checks.headset.measure import is_loud
from readiness.host.audio.endpoint import choose_endpoint
from readiness.host.audio.endpoints_macos import parse

LISTING = b"""{
  "SPAudioDataType" : [
    {
      "_items" : [
        {
          "_name" : "Annas AirPods",
          "coreaudio_device_input" : 1,
          "coreaudio_device_manufacturer" : "Apple Inc.",
          "coreaudio_device_srate" : 24000,
          "coreaudio_device_transport" : "coreaudio_device_type_bluetooth",
          "coreaudio_input_source" : "spaudio_default"
        },
        {
          "_name" : "MacBook Pro-mikrofon",
          "coreaudio_default_audio_input_device" : "spaudio_yes",
          "coreaudio_device_input" : 1,
          "coreaudio_device_manufacturer" : "Apple Inc.",
          "coreaudio_device_srate" : 48000,
          "coreaudio_device_transport" : "coreaudio_device_type_builtin",
          "coreaudio_input_source" : "MacBook Pro-mikrofon"
        },
        {
          "_name" : "Jabra Evolve2 65",
          "_properties" : "coreaudio_default_audio_output_device",
          "coreaudio_default_audio_output_device" : "spaudio_yes",
          "coreaudio_device_input" : 1,
          "coreaudio_device_manufacturer" : "GN Audio A/S",
          "coreaudio_device_output" : 2,
          "coreaudio_device_srate" : 48000,
          "coreaudio_device_transport" : "coreaudio_device_type_usb"
        }
      ],
      "_name" : "coreaudio_device"
    }
  ]
}"""


def test_each_device_gives_its_inputs_and_outputs() -> None:
    endpoints = parse(LISTING)
    assert [(each.name, each.direction, each.bus) for each in endpoints] == [
        ("Annas AirPods", "input", "bluetooth"),
        ("MacBook Pro-mikrofon", "input", "internal"),
        ("Jabra Evolve2 65", "input", "usb"),
        ("Jabra Evolve2 65", "output", "usb"),
    ]
    default = choose_endpoint(endpoints)
    assert default is not None
    assert default.name == "MacBook Pro-mikrofon"


@pytest.mark.parametrize("listing", [b"", b"{", b"\xff"])
def test_invalid_json_is_reported(listing: bytes) -> None:
    with pytest.raises(OSError, match="system_profiler"):
        parse(listing)


@pytest.mark.parametrize(("channels", "inputs"), [(0, 0), (1, 1), (64, 1)])
def test_device_is_a_microphone_if_it_has_input_channels(channels: int, inputs: int) -> None:
    listing = f'{{"SPAudioDataType": [{{"_items": [{{"_name": "X", "coreaudio_device_input": {channels}}}]}}]}}'
    assert [each.direction for each in parse(listing.encode())] == ["input"] * inputs


def test_a_machine_without_sound() -> None:
    assert parse(b'{"SPAudioDataType": []}') == ()


@pytest.mark.parametrize(
    ("name", "transport", "port", "loud"),
    [
        ("MacBook Air-högtalare", "builtin", "spaudio_default", True),
        ("Mac mini Speakers", "builtin", "Mac mini Speakers", True),
        ("Externa hörlurar", "builtin", "spaudio_default", False),
        ("External Headphones", "builtin", "spaudio_default", False),
        ("Écouteurs externes", "builtin", "spaudio_default", False),
        ("Built-in Output", "builtin", "Headphones", False),
        ("Vardagsrum", "airplay", "spaudio_default", True),
        ("BlackHole 2ch", "virtual", "spaudio_default", None),
    ],
)
def test_output_is_loud_unless_something_is_in_the_jack(
    name: str, transport: str, port: str, *, loud: bool | None
) -> None:
    device = {"_name": name, "coreaudio_device_output": 2, "coreaudio_output_source": port,
              "coreaudio_device_transport": f"coreaudio_device_type_{transport}"}  # fmt: skip
    (output,) = parse(json.dumps({"SPAudioDataType": [{"_items": [device]}]}).encode())
    assert is_loud(output, products()) is loud


@pytest.mark.parametrize(
    ("properties", "bus"),
    [
        ({"coreaudio_device_manufacturer": "Apple Inc.", "coreaudio_input_source": "spaudio_default"}, "phone"),
        ({"coreaudio_device_manufacturer": "Apple Inc.", "coreaudio_device_output": 2}, ""),
        ({"coreaudio_device_output": 2}, ""),
        ({}, ""),
    ],
    ids=["a phone over Continuity", "Apple's, with an output", "an aggregate", "an aggregate of microphones"],
)
def test_microphone_of_no_known_transport(properties: dict[str, object], bus: str) -> None:
    """As public reports show a phone over Continuity, whatever it is called."""
    device = {
        "_name": "Pelle Microphone",
        "coreaudio_device_input": 1,
        "coreaudio_device_srate": 48000,
        "coreaudio_device_transport": "coreaudio_device_type_unknown",
        **properties,
    }
    microphone = parse(json.dumps({"SPAudioDataType": [{"_items": [device]}]}).encode())[0]
    assert microphone.bus == bus
