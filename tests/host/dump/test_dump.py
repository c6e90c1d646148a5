"""Dumps of workstations, read from files and judged: a new kind of adapter becomes a file here.

`readiness devices --dump FILE.json` writes such files. Those in `dumps/` come from Debian 12 (kernel 6.1) with a wired
card and an associated Wi-Fi, where cable and access point were taken away.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import pytest

from readiness.checks.connection import CHECK, Policy, measurement_of
from readiness.host.audio.endpoint import AudioEndpoint
from readiness.host.camera.devices import Camera, Route
from readiness.host.dump import dump
from readiness.host.dump.dump import Dump, DumpError, masked, read, serialize
from readiness.host.dump.masking import Mask
from readiness.host.dump.private_words import private_words
from readiness.host.network.adapter_kinds_linux import LinuxAdapterRow
from readiness.host.network.adapter_kinds_windows import WindowsAdapterRow
from readiness.host.network.adapters_macos import Listing

DUMPS = Path(__file__).parent / "dumps"
EXPECTED = {
    "access_point_lost": "connection.none",
    "cable_pulled_route_lingers": "connection.no_link",
    "cable_pulled_wifi_used": "connection.wireless",
    "wifi_despite_cable": "connection.wireless_despite_cable",
    "wired_and_wifi": "connection.ok_wired",
}


def test_every_dump_has_its_expected_finding() -> None:
    codes = {}
    for path in DUMPS.glob("*.json"):
        content = read(path)
        codes[path.stem] = CHECK.judge(measurement_of(content.adapters, content.route or ()), Policy()).code
    assert codes == EXPECTED


@pytest.mark.parametrize(
    ("private", "shown"),
    [
        ("Annas AirPods Pro", "N.N. AirPods Pro"),
        ("Hörlurar (Anna-Karin Svenssons AirPods Hands-Free AG Audio)", "Hörlurar (N.N. AirPods Hands-Free AG Audio)"),
        ("Anna’s iPhone", "N.N. iPhone"),
        ("AirPods von Lena", "AirPods N.N."),
        ("Max mobil", "N.N. mobil"),
        ("Headset i VARD-PC07", "Headset i ***"),
        ("lenas docka", "*** docka"),
        ("ether a4:83:e7:01:02:ff", "ether 00:00:00:00:00:00"),
        ("inet 10.1.2.3 netmask", "inet 198.18.0.1 netmask"),
        ("inet6 2a00:7660::5 prefixlen 64", "inet6 2001:db8::1 prefixlen 64"),
        ("inet6 fe80::7%en0", "inet6 fe80::1%en0"),
        ("inet 127.0.0.1", "inet 127.0.0.1"),
        ("Plantronics headset", "Plantronics headset"),
        ("Beats Studio Buds", "Beats Studio Buds"),
        ("Galaxy Buds2 Pro", "Galaxy Buds2 Pro"),
        ("USB 10/100/1000 LAN", "USB 10/100/1000 LAN"),
        ("Intel(R) Ethernet Connection (16) I219-LM", "Intel(R) Ethernet Connection (16) I219-LM"),
    ],
)
def test_private_words_are_masked(private: str, shown: str) -> None:
    assert Mask(("VARD-PC07", "Lena", "pc")).text(private) == shown


def test_masked_dump_contains_no_names_and_is_judged_the_same() -> None:
    """Identifying text in every text field."""
    secrets = (
        "Lena",
        "Ward-7-Wifi",
        "10.20.30",
        "fe80::1234",
        "2a00:7660",
        "a4:83",
        "SN12345",
        "{GUID-OF-CARD}",
        "wlx0",
    )
    original = Dump(
        system="win32",
        route=("10.20.30.40", "2a00:7660::9"),
        windows=(
            WindowsAdapterRow(
                name="{GUID-OF-CARD}", label="Ward-7-Wifi", description="Lenas VPN card", if_type=6, is_hardware=True,
                addresses=("10.20.30.40", "fe80::1234"), gateway_metric=25,
            ),
        ),
        linux=(LinuxAdapterRow(name="wlx0a4b", addresses=("2a00:7660::9",), beneath=("wlx0a4c",)),),
        macos=Listing(
            ports="Hardware Port: Lenas iPhone\nDevice: en7\nEthernet Address: a4:83:e7:01:02:ff\n",
            interfaces="en7: flags=8863<UP> mtu 1500\n\tether a4:83:e7:01:02:ff\n\tinet 10.20.30.41\n",
            routes="Internet:\ndefault 10.20.30.1 UGScg en7\n10.20.30.7 a4:83:e7:1:2:3 UHLWI en7\n",
        ),
        sound=(AudioEndpoint(name="Lenas AirPods", id="{0.0.1.SN12345}", device="SN12345", is_default=True),),
        cameras=(
            Camera(id="SN12345", path="usb#SN12345", name="Lenas iPhone-kamera", kind="physical", vid_pid="05ac:12a8",
                   routes=(Route(0, 1400),)),
        ),
    )  # fmt: skip
    shown = masked(original, ("Lena",))
    text = serialize(shown).decode()
    assert [secret for secret in secrets if secret.casefold() in text.casefold()] == []
    assert shown.route == ("198.18.0.1", "2001:db8::1")
    before, after = (measurement_of(each.adapters, each.route or ()) for each in (original, shown))
    assert CHECK.judge(before, Policy()).code == CHECK.judge(after, Policy()).code
    assert [each.kind for each in original.adapters] == [each.kind for each in shown.adapters]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b"[]",
        b'{"format": "readiness-dump/1"}',
        b'{"format": "readiness-dump/9", "system": "linux"}',
        b'{"format": "readiness-dump/1", "system": "linux", "route": ["ward 7"]}',
        b'{"format": "readiness-dump/1", "system": "linux", "linux": [{"addresses": ["x"]}]}',
        b'{"format": "readiness-dump/1", "system": "linux", "windows": [{"name": 7}]}',
        b'{"format": "readiness-dump/1", "system": "linux", "sound": 5}',
        b"\xff\xfe{",
    ],
)
def test_file_that_is_not_a_dump_is_reported(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(content)
    with pytest.raises(DumpError):
        read(path)


def test_missing_or_oversized_dump_is_reported(tmp_path: Path) -> None:
    with pytest.raises(DumpError):
        read(tmp_path / "nothing.json")
    large = tmp_path / "large.json"
    large.write_bytes(b" " * (dump.MAX_BYTES + 1))
    with pytest.raises(DumpError, match="larger than"):
        read(large)


def test_unknown_fields_of_a_newer_version_are_ignored(tmp_path: Path) -> None:
    newer = tmp_path / "newer.json"
    newer.write_bytes(b'{"format": "readiness-dump/1", "system": "linux", "linux": [{"colour": 1}], "more": []}')
    assert read(newer).linux == (LinuxAdapterRow(),)


def test_dump_of_this_computer_survives_masking_writing_and_reading(tmp_path: Path) -> None:
    content = masked(dump.network(), private_words())
    path = tmp_path / "here.json"
    path.write_bytes(serialize(content))
    assert read(path) == content
    assert content.system == sys.platform
    assert content.adapters
    assert msgspec.json.decode(path.read_bytes())["format"] == "readiness-dump/1"
