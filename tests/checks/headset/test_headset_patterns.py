"""Every pattern of the product file is more specific than a vendor, and its words start at word boundaries."""

from __future__ import annotations

import pytest

from readiness.checks.headset.catalogue import Family, products
from readiness.checks.headset.classify import classify
from readiness.checks.headset.measurement import HEADSETS
from readiness.host.audio.endpoint import AudioEndpoint

KNOWN = products()
FAMILIES = [family for family in KNOWN.families if family.device_class != "hearing_aid"]
GENERIC = {"adapter", "audio", "bluetooth", "dongle", "headset", "link", "receiver", "usb", "wireless"}
CALL_DONGLES = {"jabra link", "plantronics wireless audio"}
"""Adapters that are sold with call headsets and with nothing else: named as the product is."""


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_no_pattern_is_a_makers_name(family: object) -> None:
    bare = [
        pattern.text
        for pattern in family.patterns  # type: ignore[attr-defined]
        if pattern.text.endswith("*") and pattern.text.rstrip("* ") in KNOWN.brands
    ]
    assert bare == []


@pytest.mark.parametrize("family", [each for each in FAMILIES if each.device_class in HEADSETS], ids=lambda f: f.name)
def test_no_headsets_pattern_is_only_a_brand_or_a_dongle(family: object) -> None:
    bare = []
    for pattern in family.patterns:  # type: ignore[attr-defined]
        words = pattern.text.replace("*", "").split()
        says_more = any(word not in KNOWN.brands and word not in GENERIC for word in words)
        if not says_more and "headset" not in pattern.text and pattern.text.rstrip("* #") not in CALL_DONGLES:
            bare.append(pattern.text)
    assert bare == []


@pytest.mark.parametrize("family", [each for each in FAMILIES if each.device_class in HEADSETS], ids=lambda f: f.name)
def test_no_headsets_pattern_begins_inside_a_word(family: object) -> None:
    assert [each.text for each in family.patterns if each.text.startswith("*")] == []  # type: ignore[attr-defined]


SYNTHESIZERS = "0582"
"""Roland's vendor number, under which there is no headset."""


@pytest.mark.parametrize("family", [each for each in FAMILIES if each.device_class in HEADSETS], ids=lambda f: f.name)
def test_a_headsets_bare_name_under_another_makers_number_is_asked_about(family: Family) -> None:
    bare = [each for each in family.patterns if not each.names_maker and "headset" not in each.text]
    names = [each.text.replace("*", "").replace("#", "3") for each in bare if each.text.strip("*# ")]
    told = {name: classify(AudioEndpoint(name=name, bus="usb", vid_pid=f"{SYNTHESIZERS}:ffff")) for name in names}
    passing = {name for name, each in told.items() if each.device_class in HEADSETS}
    assert {name for name in passing if family.makers.isdisjoint(name.split())} == set()


@pytest.mark.parametrize(
    ("name", "vid_pid", "device_class"),
    [
        ("SH-201", "0582:00ad", "unknown"),
        ("PC-300", "0582:0008", "unknown"),
        ("Kraken X", "1e71:170e", "unknown"),
        ("Kraken X", "1532:0527", "gaming_headset"),
        ("Cloud II Wireless", "03f0:018b", "gaming_headset"),
        ("Blackwire 3325", "03f0:ffff", "call_headset"),
        ("VOID PRO Wireless Gaming Headset", "1b1c:0a14", "gaming_headset"),
        ("HS70", "0d8c:0012", "gaming_headset"),
        ("Corsair HS60 Surround Adapter", "1b1c:0a3b", "analog_jack_unknown"),
        ("HyperX 7.1 Audio", "0951:16a4", "analog_jack_unknown"),
        ("Sound Blaster Tactic(3D) Sigma sound card", "041e:3220", "analog_jack_unknown"),
        ("ROG Spitfire", "0b05:17c2", "analog_jack_unknown"),
    ],
)
def test_a_name_counts_together_with_the_makers_number(name: str, vid_pid: str, device_class: str) -> None:
    assert classify(AudioEndpoint(name=name, bus="usb", vid_pid=vid_pid)).device_class == device_class


@pytest.mark.parametrize(
    ("name", "bus", "device_class"),
    [
        ("Gruppo microfoni (Tecnologia In", "", "builtin_mic"),
        ("Microphone (ROCCAT Juke)", "", "analog_jack_unknown"),
        ("Roccat Torch", "usb", "desk_mic"),
        ("Roccat Frobnitz", "usb", "unknown"),
        ("Headset Microphone (ASUS AI Noise-Cancelling Mic Adapter)", "usb", "analog_jack_unknown"),
        ("Headset (Razer Hammerhead USB-C)", "", "phone_earbuds"),
        ("Headset Microphone (Philips TAG5106)", "usb", "gaming_headset"),
        ("Headset (EDIFIER CC200)", "", "call_headset"),
        ("Headset (TOZO Frobnitz)", "", "bt_headphones"),
        ("TOZO Frobnitz", "usb", "unknown"),
        ("Microphone (FIFINE Frobnitz)", "", "desk_mic"),
        ("Headset Microphone (FIFINE Frobnitz)", "usb", "unknown"),
    ],
)
def test_a_brand_alone_decides_nothing(name: str, bus: str, device_class: str) -> None:
    assert classify(AudioEndpoint(name=name, bus=bus)).device_class == device_class


@pytest.mark.parametrize(
    "name",
    [
        "Microphone Array", "Mikrofonmatris", "Mikrofonuppsättning", "Réseau de microphones", "Groupe de microphones",
        "Varios micrófonos", "Matriz de micrófonos", "Gruppo microfoni", "Array di microfoni", "Matriz de Microfones",
        "Grupo de microfones", "Microfoonmatrix", "Mikrofonisystem", "Mikrofonrekke", "Mikrofoniryhmä",
        "Zestaw mikrofonów", "Pole mikrofonů", "Skupina mikrofónov", "Mikrofontömb", "Rețea de microfoane",
        "Набор микрофонов", "Массив микрофонов", "Набір мікрофонів", "Микрофонен масив", "Συστοιχία μικροφώνων",
        "Mikrofon Dizisi", "מערך מיקרופונים", "صفيف الميكروفون", "อาร์เรย์ไมโครโฟน", "マイク配列", "마이크 배열",
        "麦克风阵列", "麥克風陣列", "Niz mikrofona", "Mikrofonų rinkinys", "Mikrofonu masīvs", "Mikrofonimassiiv",
        "Dàn micrô", "Susunan Mikrofon",
    ],
)  # fmt: skip
def test_an_array_is_built_in_in_every_language(name: str) -> None:
    for label in (f"{name} (Realtek(R) Audio)", f"{name}(Realtek(R) Audio)", f"{name} (Realtek(R) Audio)"[:31]):
        assert classify(AudioEndpoint(name=label)).device_class == "builtin_mic", label


@pytest.mark.parametrize(
    "name",
    ["Набор микрофонов (Realtek(R) Audio)", "Mikrofonuppsättning (Realtek(R) Audio)", "麦克风阵列 (Realtek(R) Audio)"],
)
@pytest.mark.parametrize("wrong", ["cp1252", "latin-1", "cp1251", "cp850"])
def test_array_is_built_in_despite_a_wrong_code_page(name: str, wrong: str) -> None:
    mangled = name.encode().decode(wrong, errors="replace")
    if "\N{REPLACEMENT CHARACTER}" not in mangled:
        assert classify(AudioEndpoint(name=mangled)).device_class == "builtin_mic"


def test_russian_bytes_read_as_western() -> None:
    mangled = "Набор микрофонов (Realtek(R) Audio)".encode("cp1251").decode("latin-1")
    assert classify(AudioEndpoint(name=mangled)).device_class == "builtin_mic"
