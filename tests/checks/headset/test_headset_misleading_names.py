"""Names in which the system, a driver or a person says more, or less, than the product does."""

from __future__ import annotations

import pytest

from readiness.checks.headset.classify import classify
from readiness.checks.headset.measurement import HEADSETS
from readiness.host.audio.endpoint import AudioEndpoint


@pytest.mark.parametrize("card", ["Tiger Lake-LP Smart Sound Technology Audio Controller", "sof-soundwire"])
@pytest.mark.parametrize(
    ("source", "port", "device_class"),
    [
        ("Headphones Stereo Microphone", "[In] Mic2", "analog_jack_unknown"),
        ("Headset Mono Microphone", "[In] Headset", "analog_jack_unknown"),
        ("Analog Stereo", "analog-input-headset-mic", "analog_jack_unknown"),
        ("Analog Stereo", "analog-input-internal-mic", "builtin_mic"),
        ("Digital Microphone", "[In] Mic1", "builtin_mic"),
    ],
)
def test_jack_of_a_laptop_whose_card_is_named_as_its_array(
    card: str, source: str, port: str, device_class: str
) -> None:
    endpoint = AudioEndpoint(name=f"{card} {source}", bus="pci", port=port)
    assert classify(endpoint).device_class == device_class


def test_name_of_a_sound_stream_is_no_part_of_the_product() -> None:
    assert classify(AudioEndpoint(name="HP 435 Wireless Headset: USB Audio (hw:2,0)")).device_class == "call_headset"


def test_what_a_person_wrote_before_the_bracket_is_no_evidence_of_a_headset() -> None:
    found = classify(AudioEndpoint(name="Lisas headset (Frobnitz 300)", bus="usb", vid_pid="1234:0a6b"))
    assert found.device_class == "unknown"


@pytest.mark.parametrize("serial", ["", "_00000HhQ", "_50c2ed094fe8", "_A00250690C350E"])
@pytest.mark.parametrize(
    ("product", "device_class"),
    [
        ("Creative_Technology_USB_Sound_Blaster_HD", "analog_jack_unknown"),
        ("Trust_USB_Headset", "unknown"),
        ("DELTACO_HL-56", "call_headset"),
    ],
)
def test_serial_number_is_no_part_of_the_product(product: str, serial: str, device_class: str) -> None:
    name = f"alsa_input.usb-{product}{serial}-00.mono-fallback"
    assert classify(AudioEndpoint(name=name)).device_class == device_class


@pytest.mark.parametrize("serial", ["7", "A12B3", "05e636", "V2.2", "2021.7", "71-258", "YHZD", "7104"])
@pytest.mark.parametrize("product", ["USB_Headset", "0d8c_USB_Headset", "Generic_USB_Headset", "Wireless_Headset"])
def test_short_serial_number_is_no_name_of_a_product(product: str, serial: str) -> None:
    assert classify(AudioEndpoint(name=f"alsa_input.usb-{product}_{serial}-00.mono-fallback")).device_class == "unknown"


@pytest.mark.parametrize(
    ("name", "product"),
    [
        ("USB Headset Analog Stereo", ""),
        ("USB Headset Multichannel", ""),
        ("USB Headset Stéréo analogique", "USB Headset"),
        ("USB Headset Аналоговый стерео", "USB Headset"),
        ("GeneralPlus USB Headset", ""),
        ("Generic USB Headset 2", ""),
    ],
)
def test_what_system_or_chip_adds_is_no_name_of_a_product(name: str, product: str) -> None:
    assert classify(AudioEndpoint(name=name, product=product, bus="usb")).device_class == "unknown"


@pytest.mark.parametrize(
    ("name", "device_class"),
    [
        ("Mikrofon (Intel® Smart Sound Technology for USB Audio)", "analog_jack_unknown"),
        ("Headset (Intel® Smart Sound Technology for Bluetooth® Audio)", "unknown"),
        ("Mikrofonmatris (Intel® Smart Sound Technology for USB Audio)", "builtin_mic"),
        ("Mikrofon (Qualcomm(R) Aqstic(TM) ACX Audio Device)", "analog_jack_unknown"),
        ("Gruppo microfoni (Senary Audio capture)", "builtin_mic"),
    ],
)
def test_only_an_array_of_a_sound_chip_is_surely_built_in(name: str, device_class: str) -> None:
    assert classify(AudioEndpoint(name=name)).device_class == device_class


@pytest.mark.parametrize("name", ["USB KVM Switch Headset", "Frobnitz USB Headset Port", "Microsoft Xbox Headset"])
def test_box_with_a_socket_that_says_headset_is_no_headset(name: str) -> None:
    endpoint = AudioEndpoint(name=f"Headset Microphone ({name})", bus="usb", vid_pid="1234:0a6b")
    assert classify(endpoint).device_class not in HEADSETS
