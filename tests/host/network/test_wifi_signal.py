"""How strong the Wi-Fi is: the kernel's own answers as saved on Debian 12, macOS' listing, and the bars between."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest

from readiness.host.network import netlink
from readiness.host.network.wifi_bars import bars
from readiness.host.network.wifi_signal_linux import parse_family, parse_signal, signal_dbm
from readiness.host.network.wifi_signal_macos import parse_signal as parse_profile

SAVED = {
    name: bytes.fromhex(said) for name, said in json.loads((Path(__file__).parent / "nl80211.json").read_text()).items()
}


@pytest.mark.parametrize(
    ("dbm", "expected"),
    [(-30, 5), (-50, 5), (-60, 4), (-67, 4), (-75, 3), (-80, 2), (-85, 2), (-95, 1), (-100, 0), (-120, 0)],
)
def test_signal_in_bars(dbm: int, expected: int) -> None:
    assert bars(dbm) == expected


def test_linux_saved_answers() -> None:
    family = parse_family(SAVED["family"])
    assert family == 32
    assert parse_signal(SAVED["station"], family) == -30


@pytest.mark.parametrize("length", [0, 3, 15, 16, 20, 60, 100])
def test_linux_truncated_answer_gives_no_signal(length: int) -> None:
    assert parse_family(SAVED["family"][:length]) is None
    assert parse_signal(SAVED["station"][:length], 32) is None


def test_linux_weak_signal_is_negative() -> None:
    station = netlink.attribute(21, netlink.attribute(7, struct.pack("=b", -83)))
    body = bytes(4) + station
    message = netlink.HEADER.pack(netlink.HEADER.size + len(body), 32, 0, 1, 0) + body
    assert parse_signal(message, 32) == -83


def test_linux_an_adapter_without_wifi() -> None:
    assert signal_dbm("lo") is None
    assert signal_dbm("no-such-adapter") is None


PROFILE = {
    "SPAirPortDataType": [
        {
            "spairport_airport_interfaces": [
                {
                    "_name": "en0",
                    "spairport_current_network_information": {
                        "_name": "<redacted>",
                        "spairport_network_channel": "44 (5GHz, 80MHz)",
                        "spairport_signal_noise": "-63 dBm / -92 dBm",
                    },
                },
                {"_name": "awdl0"},
            ]
        }
    ]
}


@pytest.mark.parametrize(
    ("profile", "adapter", "expected"),
    [
        (json.dumps(PROFILE), "en0", -63),
        (json.dumps(PROFILE), "awdl0", None),
        (json.dumps(PROFILE), "en7", None),
        ("", "en0", None),
        ("[]", "en0", None),
        ('{"SPAirPortDataType": [{}]}', "en0", None),
        ('{"SPAirPortDataType": [{"spairport_airport_interfaces": ["en0"]}]}', "en0", None),
        (json.dumps(PROFILE).replace('"-63 dBm / -92 dBm"', "-63"), "en0", None),
    ],
)
def test_macos_profile_has_the_signal_of_the_adapter(profile: str, adapter: str, expected: int | None) -> None:
    assert parse_profile(profile, adapter) == expected
