"""What kind an adapter is, from the rows that Windows gives of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from readiness.checks.connection import CHECK, Policy, measurement_of
from readiness.host.network.adapter import Kind, cables, carrier
from readiness.host.network.adapter_kinds_windows import (
    WindowsAdapterRow,
    as_adapters,
    awaits_authentication,
    classify,
    gateway_metric,
)

ETHERNET, WIFI, PPP, VIRTUAL, TUNNEL, MOBILE = 6, 71, 23, 53, 131, 243


@pytest.mark.parametrize(
    ("description", "if_type", "medium", "is_hardware", "kind"),
    [
        ("Intel(R) Ethernet Connection (16) I219-LM", ETHERNET, 14, True, Kind.WIRED),
        ("Realtek USB GbE Family Controller #2", ETHERNET, 14, True, Kind.WIRED),
        ("Some card that Windows would not describe", ETHERNET, 0, None, Kind.WIRED),
        ("Intel(R) Wi-Fi 6E AX211 160MHz", WIFI, 9, True, Kind.WIFI),
        ("Intel(R) Dual Band Wireless-AC 8265", ETHERNET, 9, True, Kind.WIFI),
        ("Microsoft Wi-Fi Direct Virtual Adapter #2", WIFI, 9, False, Kind.VIRTUAL),
        ("Fibocom L850-GL", MOBILE, 8, True, Kind.MOBILE),
        ("Generic Mobile Broadband Adapter", ETHERNET, 8, True, Kind.MOBILE),
        ("Remote NDIS based Internet Sharing Device", ETHERNET, 0, True, Kind.TETHERED),
        ("Apple Mobile Device Ethernet", ETHERNET, 0, True, Kind.TETHERED),
        ("SAMSUNG Mobile USB Remote NDIS Network Device", ETHERNET, 0, True, Kind.TETHERED),
        ("Bluetooth Device (Personal Area Network)", ETHERNET, 10, True, Kind.BLUETOOTH),
        ("Cisco AnyConnect Virtual Miniport Adapter for Windows x64", ETHERNET, 0, False, Kind.VPN),
        ("SonicWALL Virtual NIC", ETHERNET, 14, True, Kind.VPN),
        ("PANGP Virtual Ethernet Adapter Secure", ETHERNET, 0, False, Kind.VPN),
        ("TAP-Windows Adapter V9", ETHERNET, 0, False, Kind.VPN),
        ("Citrix Virtual Adapter", ETHERNET, 0, False, Kind.VPN),
        ("Sophos TAP Adapter", ETHERNET, 0, False, Kind.VPN),
        ("WireGuard Tunnel", VIRTUAL, 0, False, Kind.VPN),
        ("WAN Miniport (IKEv2)", PPP, 0, False, Kind.VPN),
        ("WAN Miniport (IKEv2)", ETHERNET, 0, None, Kind.VPN),
        ("Twingate Tunnel", ETHERNET, 0, None, Kind.VPN),
        ("Hamachi Virtual Ethernet Adapter", ETHERNET, 0, True, Kind.VPN),
        ("Somebody's Virtual Adapter", ETHERNET, 14, None, Kind.VIRTUAL),
        ("Microsoft IP-HTTPS Platform Adapter", TUNNEL, 0, False, Kind.VPN),
        ("Hyper-V Virtual Ethernet Adapter", ETHERNET, 0, False, Kind.VIRTUAL),
        ("VirtualBox Host-Only Ethernet Adapter", ETHERNET, 0, True, Kind.VIRTUAL),
        ("Nätverkskort utan maskinvara", ETHERNET, 14, False, Kind.VIRTUAL),
        ("", ETHERNET, 14, True, Kind.WIRED),
        ("Software Loopback Interface 1", 24, 0, False, Kind.LOOPBACK),
    ],
)
def test_kind_of_adapter(description: str, if_type: int, medium: int, is_hardware: bool | None, kind: Kind) -> None:  # noqa: FBT001  (a column of the table)
    row = WindowsAdapterRow(
        name="{1}", label="Ethernet", description=description, if_type=if_type, physical_medium=medium,
        is_hardware=is_hardware,
    )  # fmt: skip
    assert classify(row) is kind


@pytest.mark.parametrize(
    ("description", "hardware_id", "kind"),
    [
        ("Ethernet Adapter", r"USB\VID_18D1&PID_4EEB", Kind.TETHERED),
        ("UsbNcm Host Device", r"USB\VID_18D1&PID_4EEC", Kind.TETHERED),
        ("UsbNcm Host Device", r"USB\VID_0BDA&PID_8156", Kind.WIRED),
        ("UsbNcm Host Device", "", Kind.TETHERED),
        ("Remote NDIS Compatible Device", r"USB\VID_17EF&PID_3062", Kind.WIRED),
        ("Apple USB Ethernet Adapter", r"USB\VID_05AC&PID_1402", Kind.WIRED),
        ("Apple Mobile Device Ethernet", r"USB\VID_05AC&PID_12A8", Kind.TETHERED),
        ("Remote NDIS based Internet Sharing Device", r"USB\VID_12D1&PID_14DB", Kind.MOBILE),
        ("Något annat", r"ROOT\NET", Kind.VIRTUAL),
        ("Något annat", r"SWD\MSRRAS", Kind.VIRTUAL),
        ("Intel(R) Ethernet Connection I219-LM", r"PCI\VEN_8086&DEV_15BB", Kind.WIRED),
        ("Samsung USB Ethernet Adapter", r"USB\VID_04E8&PID_A101", Kind.WIRED),
        ("Huawei USB GbE Adapter", r"USB\VID_12D1&PID_9999", Kind.WIRED),
        ("Quectel Ethernet", r"USB\VID_2C7C&PID_0125", Kind.MOBILE),
        ("vmxnet3 Ethernet Adapter", r"PCI\VEN_15AD&DEV_07B0", Kind.GUEST),
        ("Citrix PV Network Adapter", r"XENVIF\VEN_XP0001&DEV_NET", Kind.GUEST),
        ("Red Hat VirtIO Ethernet Adapter", r"PCI\VEN_1AF4&DEV_1000", Kind.GUEST),
        ("Microsoft Hyper-V Network Adapter", r"VMBUS\{F8615163-DF3E-46C5-913F-F2D2F965ED0E}", Kind.GUEST),
        ("Amazon Elastic Network Adapter", r"PCI\VEN_1D0F&DEV_EC20", Kind.GUEST),
        ("Intel(R) 82599 Virtual Function", r"PCI\VEN_8086&DEV_10ED", Kind.GUEST),
        ("Intel(R) Ethernet Virtual Function 700 Series", r"PCI\VEN_8086&DEV_1889", Kind.GUEST),
        ("Mellanox ConnectX-5 Virtual Adapter", r"PCI\VEN_15B3&DEV_1018", Kind.GUEST),
        ("Intel(R) 82574L Gigabit Network Connection", r"PCI\VEN_8086&DEV_10D3&SUBSYS_07D015AD&REV_00", Kind.GUEST),
        ("Intel(R) PRO/1000 MT Desktop Adapter", r"PCI\VEN_8086&DEV_100E&SUBSYS_001E8086&REV_02", Kind.GUEST),
        ("Intel(R) 82574L Gigabit Network Connection", r"PCI\VEN_8086&DEV_10D3&SUBSYS_A01F8086&REV_00", Kind.WIRED),
        ("", r"PCI\VEN_8086&DEV_15BB", Kind.WIRED),
        ("Intel(R) 82574L Gigabit Network Connection", r"PCI\VEN_8086&DEV_10D3&SUBSYS_00008086&REV_00", Kind.GUEST),
        ("Intel(R) Virtual Function", r"PCI\VEN_8086&DEV_1889", Kind.GUEST),
        ("Remote NDIS Compatible Device", r"USB\VID_3566&PID_2001", Kind.MOBILE),
        ("Remote NDIS based Internet Sharing Device #2", r"USB\VID_17EF&PID_7C46&MI_00", Kind.TETHERED),
        ("Remote NDIS based Internet Sharing Device", r"USB\VID_045E&PID_0C2F&MI_00", Kind.TETHERED),
        ("Remote NDIS based Internet Sharing Device", r"USB\VID_2357&PID_0200&MI_00", Kind.TETHERED),
        ("UsbNcm Host Device", r"USB\VID_1A86&PID_5397&MI_00", Kind.WIRED),
        ("UsbNcm Host Device #2", r"USB\VID_0711&PID_0179", Kind.WIRED),
    ],
)
def test_windows_kind_is_read_from_the_bus(description: str, hardware_id: str, kind: Kind) -> None:
    row = WindowsAdapterRow(
        name="{1}", label="", description=description, if_type=ETHERNET, hardware_id=hardware_id, is_hardware=None
    )
    assert classify(row) is kind
    assert as_adapters([row])[0].is_usb is (hardware_id.startswith("USB") if hardware_id else None)


def test_windows_cable_bound_to_a_virtual_switch_is_wired() -> None:
    switch = WindowsAdapterRow(name="{s}", label="vEthernet", description="Hyper-V Virtual Ethernet Adapter",
                 if_type=ETHERNET, is_hardware=False, addresses=("198.51.100.7",), gateway_metric=25)  # fmt: skip
    card = WindowsAdapterRow(name="{c}", label="Ethernet", description="Intel I219", if_type=ETHERNET, is_hardware=True)
    (cable,) = cables(as_adapters([switch, card]))
    assert (cable.gives_network, cable.gateway_metric) == (True, 25)


def test_windows_virtual_switch_is_judged_by_the_card_it_uses() -> None:
    switch = WindowsAdapterRow(name="{s}", label="vEthernet (Externt)", description="Hyper-V Virtual Ethernet Adapter",
                 if_type=ETHERNET, is_hardware=False, addresses=("198.51.100.7",), gateway_metric=25)  # fmt: skip
    card = WindowsAdapterRow(name="{c}", label="Ethernet", description="Intel I219", if_type=ETHERNET, is_hardware=True)
    way = carrier(as_adapters([switch, card]), ["198.51.100.7"])
    assert way is not None
    assert way.physical is not None
    assert (way.physical.name, way.via_vpn) == ("{c}", False)


@pytest.mark.parametrize(
    ("description", "kind", "via_vpn"),
    [
        ("Any Maker's Remote Access", Kind.VPN, True),
        ("Microsoft Network Adapter Multiplexor Driver", Kind.VIRTUAL, False),
        ("MAC Bridge Miniport", Kind.VIRTUAL, False),
        ("TEAM : Team 1", Kind.VIRTUAL, False),
        ("Intel(R) Ethernet Connection I219-LM - VLAN : 100", Kind.VIRTUAL, False),
    ],
)
def test_windows_software_adapter_with_gateway_is_a_tunnel_or_switch(
    description: str, kind: Kind, *, via_vpn: bool
) -> None:
    """A tunnel leaves the cable its own gateway; a switch, a bridge or a team takes the cable's address away."""
    program = WindowsAdapterRow(name="{v}", label="Namn", description=description, if_type=ETHERNET, is_hardware=False,
                 hardware_id=r"ROOT\NET", addresses=("192.0.2.10",), gateway_metric=1)  # fmt: skip
    cable = WindowsAdapterRow(name="{c}", label="", description="Intel I219", if_type=ETHERNET, is_hardware=True,
                 addresses=("198.51.100.7",) if via_vpn else (), gateway_metric=25 if via_vpn else None)  # fmt: skip
    assert classify(program) is kind
    way = carrier(as_adapters([program, cable]), ["192.0.2.10"])
    assert way is not None
    assert way.physical is not None
    assert (way.physical.name, way.via_vpn) == ("{c}", via_vpn)


def test_windows_tunnel_with_routes_on_link_has_no_gateway() -> None:
    tunnel = WindowsAdapterRow(name="{v}", label="", description="Any Maker's Remote Access", if_type=ETHERNET,
                 hardware_id=r"ROOT\NET", is_hardware=False, addresses=("192.0.2.10",))  # fmt: skip
    radio = WindowsAdapterRow(name="{c}", label="", description="Intel(R) Wi-Fi 6E AX211", if_type=WIFI,
                 physical_medium=9, addresses=("198.51.100.7",), gateway_metric=50)  # fmt: skip
    way = carrier(as_adapters([tunnel, radio]), ["192.0.2.10"])
    assert way is not None
    assert way.physical is not None
    assert (way.physical.kind, way.via_vpn) == (Kind.WIFI, True)


def test_windows_citrix_by_its_label_over_wifi() -> None:
    tunnel = WindowsAdapterRow(name="{v}", label="Citrix Virtual Adapter", if_type=ETHERNET, gateway_metric=1,
                 description="Microsoft KM-TEST Loopback Adapter", addresses=("192.0.2.10",))  # fmt: skip
    radio = WindowsAdapterRow(name="{c}", label="Wi-Fi", description="Intel(R) Wi-Fi 6E AX211", if_type=WIFI,
                 physical_medium=9, addresses=("198.51.100.7",), gateway_metric=50)  # fmt: skip
    way = carrier(as_adapters([tunnel, radio]), ["192.0.2.10"])
    assert way is not None
    assert way.physical is not None
    assert (way.physical.kind, way.via_vpn) == (Kind.WIFI, True)


def _radio(*addresses: str) -> WindowsAdapterRow:
    return WindowsAdapterRow(name="{r}", label="Wi-Fi", description="Intel(R) Wi-Fi 6E AX211 160MHz", if_type=WIFI,
                             physical_medium=9, is_hardware=True, addresses=addresses)  # fmt: skip


def test_windows_full_tunnel_that_took_the_gateway_away_runs_over_the_only_network() -> None:
    tunnel = WindowsAdapterRow(name="{v}", label="", description="Juniper Networks Virtual Adapter", if_type=ETHERNET,
                 addresses=("192.0.2.10",), gateway_metric=1)  # fmt: skip
    unplugged = WindowsAdapterRow(name="{c}", label="", description="Intel I219", if_type=ETHERNET, is_hardware=True,
                 has_link=False)  # fmt: skip
    way = carrier(as_adapters([tunnel, unplugged, _radio("198.51.100.7")]), ["192.0.2.10"])
    assert way is not None
    assert way.physical is not None
    assert way.physical.kind is Kind.WIFI


@pytest.mark.parametrize(("on_radio", "on_cable", "kind"), [
    (True, False, Kind.WIFI), (False, True, Kind.WIRED), (True, True, Kind.WIRED), (False, False, Kind.WIRED),
])  # fmt: skip
def test_windows_tunnel_that_began_on_wifi_stays_there_when_a_cable_is_plugged_in(
    kind: Kind, *, on_radio: bool, on_cable: bool
) -> None:
    """The cable has the lower metric, but the route to the tunnel's other end shows which of them carries it."""
    tunnel = WindowsAdapterRow(name="{v}", label="", description="PANGP Virtual Ethernet Adapter", if_type=ETHERNET,
                 addresses=("192.0.2.10",), gateway_metric=1)  # fmt: skip
    cable = WindowsAdapterRow(name="{c}", label="", description="Intel I219", if_type=ETHERNET, is_hardware=True,
                 addresses=("198.51.100.8",), gateway_metric=25, has_host_route=on_cable)  # fmt: skip
    radio = replace(_radio("198.51.100.7"), gateway_metric=35, has_host_route=on_radio)
    way = carrier(as_adapters([tunnel, cable, radio]), ["192.0.2.10"])
    assert way is not None
    assert way.physical is not None
    assert way.physical.kind is kind


def test_windows_full_tunnel_over_one_of_two_networks_is_not_guessed() -> None:
    tunnel = WindowsAdapterRow(name="{v}", label="", description="Juniper Networks Virtual Adapter", if_type=ETHERNET,
                 addresses=("192.0.2.10",), gateway_metric=1)  # fmt: skip
    cable = WindowsAdapterRow(name="{c}", label="", description="Intel I219", if_type=ETHERNET, is_hardware=True,
                 addresses=("198.51.100.8",))  # fmt: skip
    way = carrier(as_adapters([tunnel, cable, _radio("198.51.100.7")]), ["192.0.2.10"])
    assert way is not None
    assert way.physical is None


def test_windows_cable_that_the_network_does_not_let_in_has_contact() -> None:
    r"""NDIS reports a port that IEEE 802.1X has not authenticated as down, though the cable has contact."""
    cable = WindowsAdapterRow(name="{c}", label="", description="Intel I219", if_type=ETHERNET, is_hardware=True,
                 has_link=False, awaits_authentication=True)  # fmt: skip
    (seen,) = cables(as_adapters([cable]))
    assert (seen.has_link, seen.gives_network) == (True, False)
    assert CHECK.judge(measurement_of(as_adapters([cable]), ()), Policy()).code == "connection.cable_without_network"


def test_windows_switch_is_not_bound_to_a_cable_that_is_not_let_in() -> None:
    """A Hyper-V switch over Wi-Fi, as Windows bridges it: the radio is up without an address of its own."""
    switch = WindowsAdapterRow(name="{s}", label="vEthernet (Externt)", description="Hyper-V Virtual Ethernet Adapter",
                 if_type=ETHERNET, is_hardware=False, addresses=("198.51.100.7",), gateway_metric=25)  # fmt: skip
    cable = WindowsAdapterRow(name="{c}", label="", description="Intel I219", if_type=ETHERNET, is_hardware=True,
                 has_link=False, awaits_authentication=True)  # fmt: skip
    way = carrier(as_adapters([cable, switch, _radio()]), ["198.51.100.7"])
    assert way is not None
    assert way.physical is not None
    assert way.physical.kind is Kind.WIFI


@pytest.mark.parametrize(
    ("if_type", "flags", "media", "expected"),
    [
        (ETHERNET, 0x01 | 0x08, 1, True),
        (ETHERNET, 0x01 | 0x08 | 0x10, 2, False),
        (ETHERNET, 0x01, 1, False),
        (WIFI, 0x01 | 0x08, 1, False),
    ],
)
def test_windows_port_that_awaits_authentication(if_type: int, flags: int, media: int, *, expected: bool) -> None:
    assert awaits_authentication(if_type, flags, media) is expected


@pytest.mark.parametrize(
    ("gateways", "expected"),
    [
        (("198.51.100.1",), 25),
        (("fe80::1",), 15),
        (("198.51.100.1", "fe80::1"), 15),
        ((), None),
    ],
)
def test_windows_metric_is_that_of_the_gateways_own_family(gateways: tuple[str, ...], expected: int | None) -> None:
    """Windows keeps one interface metric for IPv4 and one for IPv6; that of a family that is turned off is 0."""
    assert gateway_metric(gateways, ipv4_metric=25, ipv6_metric=15) == expected
