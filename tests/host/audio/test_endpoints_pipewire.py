"""Bluetooth as PipeWire, WirePlumber and PulseAudio list it, and PipeWire's virtual microphones.

Names and properties are those of public `pactl list` outputs (PipeWire 1.0 and 1.4, WirePlumber 0.5, PulseAudio 16);
the addresses are made up.
"""

from __future__ import annotations

import pytest

from readiness.checks.headset import CHECK, Policy
from readiness.checks.headset.measure import measure
from readiness.host.audio.endpoints_linux import Listing, PulseDevice, parse

ADDRESS = "58:FC:C6:00:00:0D"
HANDS_FREE = {
    "api.bluez5.address": ADDRESS,
    "api.bluez5.codec": "msbc",
    "api.bluez5.profile": "headset-head-unit",
    "device.api": "bluez5",
    "device.bus": "bluetooth",
    "device.form_factor": "headset",
    "device.vendor.id": "bluetooth:03e0",
    "device.product.id": "0x301b",
}
LE_AUDIO = {
    **HANDS_FREE,
    "api.bluez5.codec": "lc3",
    "api.bluez5.profile": "bap-duplex",
    "device.form_factor": "unknown",
}
STAND_IN = {"media.class": "Audio/Source", "bluez5.loopback": "true", "node.virtual": "true", "device.id": "86"}
PULSEAUDIO = {
    "device.string": ADDRESS,
    "device.bus": "bluetooth",
    "device.form_factor": "headset",
    "bluetooth.protocol": "handsfree_head_unit",
    "bluetooth.codec": "CVSD",
}
OUTPUT = PulseDevice(
    direction="output",
    name="bluez_output.58_FC_C6_00_00_0D.1",
    description="as the microphone",
    card="86",
    port="headset-output",
    muted=False,
    properties={**HANDS_FREE, "api.bluez5.profile": "a2dp-sink", "api.bluez5.codec": "aac"},
)


def source(name: str, description: str, properties: dict[str, str]) -> PulseDevice:
    return PulseDevice(
        direction="input",
        name=name,
        description=description,
        card="",
        port="headset-input",
        muted=False,
        properties=properties,
    )


def judged(microphone: PulseDevice) -> tuple[str, str | None, bool | None]:
    listing = Listing(devices=(microphone, OUTPUT), default_source=microphone.name, default_sink=OUTPUT.name)
    measured = measure(parse(listing))
    assert measured.bus == "bluetooth"
    return CHECK.judge(measured, Policy()).code, measured.codec, measured.same_device


@pytest.mark.parametrize(
    ("name", "properties"),
    [
        ("bluez_input.58_FC_C6_00_00_0D.0", HANDS_FREE),
        ("bluez_input.58_FC_C6_00_00_0D.headset-head-unit", HANDS_FREE),
        ("bluez_input.58:FC:C6:00:00:0D", STAND_IN),
        ("bluez_input.58_FC_C6_00_00_0D.0", LE_AUDIO),
        ("bluez_source.58_FC_C6_00_00_0D.handsfree_head_unit", PULSEAUDIO),
    ],
    ids=["PipeWire", "older PipeWire", "WirePlumber's stand-in", "LE Audio", "PulseAudio"],
)
@pytest.mark.parametrize(
    ("description", "code"),
    [
        ("TOZO-T9", "headset.headphones"),
        ("Galaxy Buds2 Pro", "headset.phone_earbuds"),
        ("Nothing Ear (open)", "headset.phone_earbuds"),
        ("WH-1000XM5", "headset.headphones"),
        ("Anker PowerConf S500", "headset.speakerphone"),
        ("DJI-MIC2-0BEBB0", "headset.desk_microphone"),
        ("FXX", "headset.ask"),
        ("Evolve2 Buds", "headset.ask"),
    ],
)
def test_bluetooth_device_is_classified_by_its_product(
    name: str, properties: dict[str, str], description: str, code: str
) -> None:
    found, _, same_device = judged(source(name, description, properties))
    assert (found, same_device) == (code, True)


def test_call_headset_passes_and_its_codec_is_read() -> None:
    headset = source("bluez_input.58_FC_C6_00_00_0D.0", "Jabra Evolve2 75", HANDS_FREE)
    assert judged(headset) == ("headset.ok", "msbc", True)
    assert judged(source(headset.name, headset.description, LE_AUDIO)) == ("headset.ok", "lc3", True)


def test_device_with_only_an_address_gets_a_question() -> None:
    assert judged(source("bluez_input.58:FC:C6:00:00:0D", "", STAND_IN))[0] == "headset.ask"


def test_narrow_band_codec_is_recognized_in_any_letter_case() -> None:
    headset = source("bluez_source.58_FC_C6_00_00_0D.handsfree_head_unit", "Jabra Evolve2 75", PULSEAUDIO)
    assert judged(headset) == ("headset.narrow_band", "cvsd", True)


@pytest.mark.parametrize(
    ("name", "description"),
    [
        ("easyeffects_source", "Easy Effects Source"),
        ("rnnoise_source", "Yeti (RNNoise)"),
        ("rnnoise_source", "Jabra Evolve2 65 (RNNoise)"),
        ("cdx_vmic_src", ""),
        ("VailZoomerMic", "Vail Zoomer Microphone"),
    ],
)
def test_virtual_microphone_is_no_headset_whatever_it_is_called(name: str, description: str) -> None:
    """As `pactl -f json list sources` and `wpctl inspect` show filters and null sources: the class and nothing else."""
    virtual = PulseDevice(
        direction="input",
        name=name,
        description=description,
        card="",
        port="",
        muted=False,
        properties={"media.class": "Audio/Source/Virtual", "factory.name": "support.null-audio-sink"},
    )
    measured = measure(parse(Listing(devices=(virtual,), default_source=name)))
    assert CHECK.judge(measured, Policy()).code == "headset.virtual"


def test_jack_of_a_computer_without_pci_is_inside_it() -> None:
    name = "alsa_input.platform-sound.HiFi__Headset__source"
    (microphone,) = parse(Listing(devices=(source(name, "Frobnitz Headphones Stereo Microphone", {}),)))
    assert microphone.bus == "internal"
