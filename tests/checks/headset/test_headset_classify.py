"""Device classes by name alone and with the system's properties; names as the vendors write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.checks.headset.classify import classify
from readiness.checks.headset.measurement import HEADSETS
from readiness.host.audio.endpoint import AudioEndpoint

CALL_HEADSETS = [
    "Headset (Jabra Evolve2 85)",
    "Mikrofon (Jabra Engage 50 II)",
    "Headset (Poly Voyager Focus 2 Series)",
    "Headset (Plantronics BT600)",
    "Mikrofon (Poly Savi 7300 Office Series)",
    "Mikrofon (EPOS IMPACT 860T)",
    "Headset (EPOS BTD 800 II)",
    "Mikrofon (Zone Wireless Plus)",
    "Mikrofon (Logitech USB Headset H390)",
    "Mikrofon (Yealink UH36 Mono)",
    "Mikrofon (Lenovo Wired ANC Headset Gen 2)",
    "Mikrofon (HP USB-C Headset G2)",
    "Headset (Dell Pro Stereo Headset WH3022)",
    "Microsoft Modern Wireless Headset",
    "Microphone (Cisco Headset 730)",
    "Mikrofon (Philips SpeechOne)",
    "Kommunikation – Headset (Jabra Link 380)",
    "Headset (@System32\\drivers\\bthhfenum.sys,#2;%1 Hands-Free%0\r\n;(Jabra Evolve2 65))",
    "alsa_input.usb-Yealink_Yealink_UH38-00.mono-fallback",
    "alsa_input.usb-Plantronics_Poly_Savi_8420_Office_0123456789ABCDEF-00.mono-fallback",
]
GAMING_HEADSETS = [
    "HyperX Cloud III S Wireless",
    "Mikrofon (Arctis Nova Pro Wireless)",
    "Headset (Razer Barracuda X 2.4)",
    "Mikrofon (CORSAIR HS65 SURROUND)",
    "JBL Quantum 810 Wireless",
    "INZONE H9",
    "Microphone (Wireless Gaming Headset)",
    "alsa_input.usb-Audeze_LLC_Audeze_Maxwell_Dongle_0000000000000000-01.mono-fallback",
    "alsa_input.usb-Corsair_Components_Void_Wireless-00.mono-fallback",
]
EARS = [
    "Headset (Annas AirPods Pro)",
    "Hörlurar (AirPods Pro - Hitta)",
    "Headset (Galaxy Buds3 Pro)",
    "Headset (Pixel Buds Pro 2)",
    "Headset (Nothing Ear (a))",
    "Headset (WF-1000XM5 Hands-Free AG Audio)",
    "Headset (Jabra Elite 8 Active)",
    "Headset (Jabra Talk 45)",
    "Headset (LE-Bose QC Ultra Earbuds)",
    "Headset (MOMENTUM 4)",
    "Headset (JBL TOUR ONE M2)",
    "Headset (Skrållbuds)",
    "Headset (Frobnitz TWS 3)",
    "Headset (Quantum TWS Air)",
    "Headset (Razer Hammerhead TWS Pro)",
    "Headset (HyperX Cloud MIX Buds 2)",
    "Headset (Plantronics BackBeat PRO)",
    "Mikrofon (Huawei USB-C HEADSET)",
]


@pytest.mark.parametrize("name", CALL_HEADSETS)
def test_call_headsets_by_name_alone(name: str) -> None:
    assert classify(AudioEndpoint(name=name)).device_class == "call_headset"


@pytest.mark.parametrize("name", GAMING_HEADSETS)
def test_gaming_headsets_by_name_alone(name: str) -> None:
    assert classify(AudioEndpoint(name=name)).device_class == "gaming_headset"


@pytest.mark.parametrize("bus", ["", "bluetooth", "usb"])
@pytest.mark.parametrize("name", EARS)
def test_earbuds_and_headphones_however_connected(name: str, bus: str) -> None:
    endpoint = AudioEndpoint(name=name, bus=bus, form_factor="headset" if bus else "")
    assert classify(endpoint).device_class in {"phone_earbuds", "bt_headphones"}


@pytest.mark.parametrize(
    ("name", "device_class"),
    [
        ("Mikrofonuppsättning (Intel® Smart Sound Technology för digitala mikrofoner)", "builtin_mic"),
        ("Mikrofonuppsättning (Realtek(R) Audio)", "builtin_mic"),
        ("Mikrofonuppsättning 1 ()", "builtin_mic"),
        ("MacBook Air-mikrofon", "builtin_mic"),
        ("Mikrofon (HD Pro Webcam C920)", "webcam_mic"),
        ("Speakerphone (Frobnitz Cam 3)", "webcam_mic"),
        ("Ekosläckande högtalartelefon (Frobnitz)", "speakerphone"),
        ("Mikrofon (Jabra Speak2 40)", "speakerphone"),
        ("Headset (JBL Flip 6)", "speakerphone"),
        ("Mikrofon (Philips SpeechMike Premium Air)", "dictation"),
        ("Mikrofon (ThinkPad Dock USB Audio)", "dock_or_monitor"),
        ("Stereomix (Realtek(R) Audio)", "virtual"),
        ("Annas iPhone-mikrofon", "phone_as_mic"),
        ("Mikrofon (Elgato Wave:3)", "desk_mic"),
        ("Linje in (Realtek(R) Audio)", "line_in"),
        ("Headset Microphone (Realtek(R) Audio)", "analog_jack_unknown"),
        ("Mikrofon (USB PnP Sound Device)", "analog_jack_unknown"),
    ],
)
def test_other_devices_by_name(name: str, device_class: str) -> None:
    assert classify(AudioEndpoint(name=name)).device_class == device_class


@pytest.mark.parametrize(
    "endpoint",
    [
        AudioEndpoint(name="Headset"),
        AudioEndpoint(name="Headset (Jabra)"),
        AudioEndpoint(name="Headset Microphone (Logitech)"),
        AudioEndpoint(name="Headset (Frobnitz 300)", bus="bluetooth", form_factor="headset"),
        AudioEndpoint(name="Headset (Frobnitz 300 Hands-Free AG Audio)"),
        AudioEndpoint(name="Wireless Headset", bus="bluetooth"),
        AudioEndpoint(name="Headset (Frobnitz Air Pro X)"),
        AudioEndpoint(name="Headset (Jabra Evolve2 Buds)"),
        AudioEndpoint(name="Headset (USB Headset)", bus="usb", vid_pid="0d8c:0014", form_factor="headset"),
        AudioEndpoint(name="USB-C Headset", bus="usb", vid_pid="31b2:0111"),
        AudioEndpoint(name=""),
        AudioEndpoint(name="()"),
    ],
    ids=lambda endpoint: endpoint.name or "nameless",
)
def test_word_headset_brand_or_bluetooth_is_no_evidence(endpoint: AudioEndpoint) -> None:
    assert classify(endpoint).device_class in {"unknown", "analog_jack_unknown"}


def test_system_properties_precede_the_name() -> None:
    name = "Headset Microphone (Jabra Evolve2 65)"
    assert classify(AudioEndpoint(name=name, form_factor="webcam")).device_class == "webcam_mic"
    assert classify(AudioEndpoint(name=name, bus="virtual")).device_class == "virtual"
    assert classify(AudioEndpoint(name=name, bus="hdaudio")).device_class == "analog_jack_unknown"


@pytest.mark.parametrize("family", ["Evolve2 65 Flex", "Evolve2 65 Buds", "Elite 5"])
def test_known_product_number_precedes_the_name(family: str) -> None:
    found = classify(AudioEndpoint(name=family, bus="usb", vid_pid="0b0e:0412"))
    assert found.device_class == "speakerphone"
    assert "USB 0b0e:0412" in found.evidence


def test_a_usb_headset_of_an_unknown_family_by_its_maker_and_form() -> None:
    def kind(vendor: str, form_factor: str) -> str:
        return classify(
            AudioEndpoint(name="Frobnitz 9", bus="usb", form_factor=form_factor, vid_pid=f"{vendor}:ffff")
        ).device_class

    assert kind("0b0e", "headset") == "call_headset"
    assert kind("1038", "headset") == "unknown"  # its sound cards have a headset's socket
    assert kind("04e8", "headset") == "phone_earbuds"
    assert kind("0b0e", "") == "unknown"
    assert kind("0b0e", "speaker") == "unknown"
    assert kind("6993", "") == "unknown"
    assert kind("0d8c", "headset") == "unknown"


@pytest.mark.parametrize(
    ("name", "vid_pid", "device_class"),
    [
        ("C320-M", "047f:ffff", "call_headset"),
        ("Mikrofon (C320-M)", "047f:ffff", "call_headset"),
        ("C320-M", "", "unknown"),
        ("M2", "07fd:ffff", "analog_jack_unknown"),
        ("US-16x08", "0644:ffff", "analog_jack_unknown"),
        ("HD Webcam C525", "046d:ffff", "webcam_mic"),
        ("USB Audio", "413c:ffff", "dock_or_monitor"),
        ("G510 Gaming Keyboard onboard audio", "046d:ffff", "unknown"),
        ("Frobnitz", "047f:ffff", "unknown"),
    ],
)
def test_usb_vendor_number_stands_for_a_makers_name_that_is_missing(name: str, vid_pid: str, device_class: str) -> None:
    assert classify(AudioEndpoint(name=name, bus="usb", vid_pid=vid_pid)).device_class == device_class


@pytest.mark.parametrize(
    ("name", "bus", "device_class"),
    [
        ("Headset Microphone (Jabra Frobnitz 9)", "", "call_headset"),
        ("Mikrofon (Plantronics Frobnitz 9)", "", "unknown"),
        ("Headsetmikrofon (Logitech Frobnitz 9)", "", "unknown"),
        ("Headset Microphone (Razer Frobnitz)", "", "unknown"),
        ("alsa_input.usb-Corsair_Frobnitz_9-00.mono-fallback", "", "unknown"),
        ("Mikrofon (Frobnitz Pro USB Headset)", "", "call_headset"),
        ("Frobnitz Office Headset", "usb", "call_headset"),
        ("Headset (Jabra Frobnitz 9)", "", "unknown"),
        ("Headset Microphone (Jabra Frobnitz 9)", "bluetooth", "unknown"),
        ("Headset (Logitech Bluetooth Frobnitz)", "bluetooth", "unknown"),
        ("Mikrofon (Logitech G510 Gaming Keyboard)", "usb", "unknown"),
        ("E-MU Frobnitz", "usb", "analog_jack_unknown"),
        ("Sound BlasterX G5", "usb", "analog_jack_unknown"),
        ("Jabra Frobnitz 9", "", "unknown"),
        ("Mikrofon (Logitech Frobnitz 9)", "", "unknown"),
        ("Mikrofon (Jabra Frobnitz Room)", "", "unknown"),
        ("Headset Microphone (Sennheiser HD Frobnitz)", "usb", "bt_headphones"),
        ("Mikrofon (Frobnitz USB-C Headset)", "", "unknown"),
        ("Samsung Frobnitz Headset", "usb", "unknown"),
        ("USB Stereo Headset", "usb", "call_headset"),
        ("Realtek USB Headset", "usb", "unknown"),
    ],
)
def test_unknown_product(name: str, bus: str, device_class: str) -> None:
    assert classify(AudioEndpoint(name=name, bus=bus)).device_class == device_class


@pytest.mark.parametrize(
    ("name", "device_class"),
    [
        ("Mikrofonupps„ttning (Realtek(R)", "builtin_mic"),
        ("Mikrofonupps\x84ttning (Realtek(R)", "builtin_mic"),
        ("MikrofonuppsÃ¤ttning (Realtek(R) Audio)", "builtin_mic"),
        ("Mikrofonupps├ñttning (Realtek(R) Audio)", "builtin_mic"),
        ("Ekosl„ckande h”gtalartelefon (Frobnitz)", "speakerphone"),
        ("Headset Microphone (Razer Krake", "gaming_headset"),
        ("Headset Microphone (CORSAIR VIR", "gaming_headset"),
        ("Headset Microphone (Poly Blackw", "call_headset"),
        ("Turtle Beach Stealth 600 Gen 2 ", "gaming_headset"),
        ("Headset Microphone (Microsoft L", "unknown"),
        ("Headset Microphone (Razer Hamme", "phone_earbuds"),
        ("Headset Microphone (Plantronics", "call_headset"),
        ("Headset Microphone (Cirrus Logi", "unknown"),
        ("Headset Microphone (Logitech)..", "unknown"),
    ],
)
def test_truncated_and_misencoded_names(name: str, device_class: str) -> None:
    assert classify(AudioEndpoint(name=name)).device_class == device_class


@pytest.mark.parametrize(
    ("name", "device_class"),
    [
        ("Microphone interne (Conexant 20672 SmartAudio HD)", "builtin_mic"),
        ("Internes Mikrofon (Realtek(R) Audio)", "builtin_mic"),
        ("Headset Microphone (Senary Audio capture)", "analog_jack_unknown"),
        ("Mikrofon (Senary Audio capture)", "analog_jack_unknown"),
        ("Externes Mikrofon (Realtek(R) Audio)", "analog_jack_unknown"),
        ("alsa_input.usb-0471_USB_Video_Camera-02.mono-fallback", "webcam_mic"),
    ],
)
def test_microphone_inside_and_outside(name: str, device_class: str) -> None:
    assert classify(AudioEndpoint(name=name)).device_class == device_class


def test_evidence_does_not_repeat_the_name() -> None:
    found = classify(AudioEndpoint(name="Headset (Annas AirPods)", bus="BTHHFENUM", form_factor="headset", vid_pid=""))
    assert found.evidence == ("bus bluetooth", "form factor headset", "product family AirPods")


def test_a_product_number_is_read_from_a_browsers_label_and_with_0x() -> None:
    assert classify(AudioEndpoint(name="Frobnitz (047f:02ee)")).family == "Poly business dongle"
    nameless = "alsa_input.usb-047f_02ee_A1B2C3D4-00.mono-fallback"
    assert classify(AudioEndpoint(name=nameless)).family == "Poly business dongle"
    assert (
        classify(AudioEndpoint(name="alsa_input.usb-0b0e_Frobnitz_Headset-00.mono-fallback")).device_class
        == "call_headset"
    )
    assert classify(AudioEndpoint(name="Frobnitz", bus="usb", vid_pid="0x047f:0x02EE")).family == "Poly business dongle"


@pytest.mark.slow
@settings(deadline=None, database=None)
@given(st.text(max_size=200), st.sampled_from(["", "usb", "bluetooth", "pci", "nonsense"]), st.text(max_size=9))
def test_arbitrary_names_are_classified_and_never_as_headset(name: str, bus: str, vid_pid: str) -> None:
    assert classify(AudioEndpoint(name=name, bus=bus, vid_pid=vid_pid)).device_class not in HEADSETS


def test_very_long_name_is_classified() -> None:
    endpoint = AudioEndpoint(name="Headset (@System32\\drivers\\bthhfenum.sys,#2;" + "(x) " * 5000)
    assert classify(endpoint).device_class not in HEADSETS


@pytest.mark.parametrize("name", ["Mitt headset", "My USB headset", "Jobbets headset", "Min jobb-headset"])
def test_name_that_a_person_gave_is_no_product(name: str) -> None:
    assert classify(AudioEndpoint(name=name, bus="usb")).device_class == "unknown"


def test_what_is_plugged_into_an_interface_is_asked_about() -> None:
    plugged = AudioEndpoint(name="Headset Microphone (Frobnitz Audio Interface)", bus="usb", form_factor="headset")
    assert classify(plugged).device_class == "analog_jack_unknown"
    named = AudioEndpoint(name="Mikrofon (Frobnitz Audio Interface)", bus="usb")
    assert classify(named).device_class == "analog_jack_unknown"
