"""What kind an adapter is, from what each system says of it. Rows and listings are the systems' own forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.host.network import adapter_kinds_linux, adapters_linux, adapters_macos
from readiness.host.network.adapter import Kind, cables, carrier
from readiness.host.network.adapter_kinds_linux import LinuxAdapterRow
from readiness.host.network.adapter_kinds_windows import WindowsAdapterRow, as_adapters, classify

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
        ("Microsoft IP-HTTPS Platform Adapter", TUNNEL, 0, False, Kind.VPN),
        ("Hyper-V Virtual Ethernet Adapter", ETHERNET, 0, False, Kind.VIRTUAL),
        ("VirtualBox Host-Only Ethernet Adapter", ETHERNET, 0, True, Kind.VIRTUAL),
        ("Nätverkskort utan maskinvara", ETHERNET, 14, False, Kind.VIRTUAL),
        ("", ETHERNET, 14, True, Kind.WIRED),
        ("Software Loopback Interface 1", 24, 0, False, Kind.LOOPBACK),
    ],
)
def test_windows(description: str, if_type: int, medium: int, is_hardware: bool | None, kind: Kind) -> None:  # noqa: FBT001  (a column of the table)
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
        ("Intel(R) 82574L Gigabit Network Connection", r"PCI\VEN_8086&DEV_10D3&SUBSYS_07D015AD&REV_00", Kind.GUEST),
        ("Intel(R) PRO/1000 MT Desktop Adapter", r"PCI\VEN_8086&DEV_100E&SUBSYS_001E8086&REV_02", Kind.GUEST),
        ("Intel(R) 82574L Gigabit Network Connection", r"PCI\VEN_8086&DEV_10D3&SUBSYS_A01F8086&REV_00", Kind.WIRED),
        ("", r"PCI\VEN_8086&DEV_15BB", Kind.WIRED),
    ],
)
def test_windows_by_what_hangs_on_the_bus(description: str, hardware_id: str, kind: Kind) -> None:
    row = WindowsAdapterRow(
        name="{1}", label="", description=description, if_type=ETHERNET, hardware_id=hardware_id, is_hardware=None
    )
    assert classify(row) is kind
    assert as_adapters([row])[0].is_usb is (hardware_id.startswith("USB") if hardware_id else None)


def test_windows_a_cable_lent_to_a_switch_still_gives_a_network() -> None:
    switch = WindowsAdapterRow(name="{s}", label="vEthernet", description="Hyper-V Virtual Ethernet Adapter",
                 if_type=ETHERNET, is_hardware=False, addresses=("198.51.100.7",), gateway_metric=25)  # fmt: skip
    card = WindowsAdapterRow(name="{c}", label="Ethernet", description="Intel I219", if_type=ETHERNET, is_hardware=True)
    (cable,) = cables(as_adapters([switch, card]))
    assert (cable.gives_network, cable.gateway_metric) == (True, 25)


def test_windows_switch_lends_the_card_that_lost_its_address() -> None:
    switch = WindowsAdapterRow(name="{s}", label="vEthernet (Externt)", description="Hyper-V Virtual Ethernet Adapter",
                 if_type=ETHERNET, is_hardware=False, addresses=("198.51.100.7",), gateway_metric=25)  # fmt: skip
    card = WindowsAdapterRow(name="{c}", label="Ethernet", description="Intel I219", if_type=ETHERNET, is_hardware=True)
    way = carrier(as_adapters([switch, card]), ["198.51.100.7"])
    assert way is not None
    assert way.physical is not None
    assert (way.physical.name, way.via_vpn) == ("{c}", False)


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="e1000e"), Kind.WIRED),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="virtio_net"), Kind.GUEST),
        (LinuxAdapterRow(arp_type="1", driver="xen_netfront", has_device=True), Kind.GUEST),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="cdc_ether", usb_id="2c7c:0125"), Kind.MOBILE),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="cdc_ncm", usb_id="1199:9091"), Kind.MOBILE),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="cdc_ether", usb_id="04e8:a101"), Kind.WIRED),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="cdc_ncm", usb_id="0bda:8153"), Kind.WIRED),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="cdc_ncm", usb_id="04e8:6863"), Kind.TETHERED),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="rndis_host"), Kind.TETHERED),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="cdc_ncm", usb_id="05ac:12ab"), Kind.TETHERED),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="cdc_ether", usb_id="05ac:8233"), Kind.WIRED),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="cdc_ether", usb_id="12d1:14dc"), Kind.MOBILE),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="asix", usb_id="05ac:1402"), Kind.WIRED),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="ipheth", usb_id="05ac:12a8"), Kind.TETHERED),
        (
            LinuxAdapterRow(arp_type="1", has_device=True, driver="iwlwifi", device_type="wlan", is_wireless=True),
            Kind.WIFI,
        ),
        (LinuxAdapterRow(arp_type="65534", has_device=True, driver="cdc_mbim", device_type="wwan"), Kind.MOBILE),
        (LinuxAdapterRow(arp_type="1", device_type="bluetooth"), Kind.BLUETOOTH),
        (LinuxAdapterRow(arp_type="65534", device_type="wireguard"), Kind.VPN),
        (LinuxAdapterRow(arp_type="512", device_type="ppp"), Kind.VPN),
        (LinuxAdapterRow(arp_type="1", device_type="bridge"), Kind.VIRTUAL),
        (LinuxAdapterRow(arp_type="1"), Kind.VIRTUAL),
        (LinuxAdapterRow(arp_type="772"), Kind.LOOPBACK),
    ],
)
def test_linux(row: LinuxAdapterRow, kind: Kind) -> None:
    assert adapter_kinds_linux.classify(row) is kind


def test_linux_reads_a_usb_phone_out_of_sysfs(tmp_path: Path) -> None:
    usb = tmp_path / "devices/usb1/1-1"
    folder = tmp_path / "class/net/usb0"
    for made in (usb / "1-1:1.0", folder, tmp_path / "drivers/cdc_ncm"):
        made.mkdir(parents=True)
    (usb / "idVendor").write_text("18d1\n")
    (usb / "1-1:1.0/driver").symlink_to(tmp_path / "drivers/cdc_ncm")
    (folder / "device").symlink_to(usb / "1-1:1.0")
    (folder / "type").write_text("1\n")
    (folder / "uevent").write_text("INTERFACE=usb0\nIFINDEX=4\n")
    assert adapter_kinds_linux.classify(adapters_linux.read_row(folder)) is Kind.TETHERED


def test_linux_without_sysfs_has_no_adapters(tmp_path: Path) -> None:
    assert adapters_linux.rows(tmp_path) == ()


def test_linux_gateways_take_the_lowest_metric() -> None:
    ipv4 = """Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
eth0\t00000000\t010200C0\t0003\t0\t0\t50\t00000000\t0\t0\t0
wlan0\t000200C0\t00000000\t0001\t0\t0\t600\t00FFFFFF\t0\t0\t0
"""
    ipv6 = (
        "0" * 32
        + " 00 "
        + "0" * 32
        + " 00 fe80000000000000000000fffe000001 00000400 00000001 00000000 00450003    wwan0\n"
    )
    assert adapter_kinds_linux.parse_gateways(ipv4, ipv6) == {"eth0": 50, "wwan0": 1024}
    assert adapter_kinds_linux.parse_gateways("", "half a line\n") == {}


PORTS = """
Hardware Port: Ethernet Adapter (en4)
Device: en4
Ethernet Address: aa:bb:cc:00:11:22

Hardware Port: Wi-Fi
Device: en0
Ethernet Address: aa:bb:cc:00:11:23

Hardware Port: iPhone USB
Device: en7
Ethernet Address: aa:bb:cc:00:11:24

Hardware Port: Thunderbolt Bridge
Device: bridge0
Ethernet Address: aa:bb:cc:00:11:25

Hardware Port: USB 10/100/1000 LAN
Device: en8
Ethernet Address: aa:bb:cc:00:11:26
"""
INTERFACES = """lo0: flags=8049<UP,LOOPBACK,RUNNING,MULTICAST> mtu 16384
\tinet 127.0.0.1 netmask 0xff000000
en0: flags=8863<UP,BROADCAST,SMART,RUNNING,SIMPLEX,MULTICAST> mtu 1500
\tinet6 fe80::1%en0 prefixlen 64 secured scopeid 0xb
\tinet 198.51.100.7 netmask 0xffffff00 broadcast 198.51.100.255
\tmedia: autoselect
\tstatus: active
en7: flags=8863<UP,BROADCAST,SMART,RUNNING,SIMPLEX,MULTICAST> mtu 1500
\tstatus: inactive
en8: flags=8863<UP,BROADCAST,SMART,RUNNING,SIMPLEX,MULTICAST> mtu 1500
\tinet 198.51.100.8 netmask 0xffffff00 broadcast 198.51.100.255
\tmedia: autoselect (1000baseT <full-duplex>)
\tstatus: active
utun4: flags=8051<UP,POINTOPOINT,RUNNING,MULTICAST> mtu 1380
\tinet 10.8.0.2 --> 10.8.0.2 netmask 0xffffffff
"""
ROUTES = """Internet:
Destination        Gateway            Flags           Netif Expire
default            198.51.100.1       UGScg             en8
default            198.51.100.1       UGScIg            en0
10.8               utun4              USc             utun4
"""


def test_macos() -> None:
    found = adapters_macos.parse_adapters(
        INTERFACES, adapters_macos.parse_ports(PORTS), adapters_macos.parse_gateways(ROUTES)
    )
    kinds = {each.name: (each.kind, each.has_link, each.link_speed_mbps) for each in found}
    assert kinds == {
        "lo0": (Kind.LOOPBACK, True, None),
        "en0": (Kind.WIFI, True, None),
        "en7": (Kind.TETHERED, False, None),
        "en8": (Kind.WIRED, True, 1000.0),
        "utun4": (Kind.VPN, True, None),
    }
    way = carrier(found, ["10.8.0.2"])
    assert way is not None
    assert way.physical is not None
    assert (way.physical.name, way.via_vpn) == ("en8", True)


def test_macos_without_answers() -> None:
    assert adapters_macos.parse_adapters("", {}, {}) == ()


CABLE = "\tmedia: autoselect (1000baseT <full-duplex>)\n\tstatus: active\n"
RADIO = "\tmedia: autoselect\n\tstatus: active\n"


@pytest.mark.parametrize(
    ("port", "block", "kind"),
    [
        ("USB 10/100/1G/2.5G LAN", CABLE, Kind.WIRED),
        ("Realtek LAN", CABLE, Kind.WIRED),
        ("AX88179A", CABLE, Kind.WIRED),
        ("AX88179A", RADIO, Kind.WIRED),
        ("Belkin USB-C LAN", RADIO, Kind.WIRED),
        ("Thunderbolt Ethernet Slot 1", CABLE, Kind.WIRED),
        ("Some maker's adapter", CABLE, Kind.WIRED),
        ("Some maker's adapter", RADIO, Kind.VIRTUAL),
        ("WLAN", CABLE, Kind.WIFI),
        ("WLAN", RADIO, Kind.WIFI),
        ("Anything at all", RADIO + "\ttype: Wi-Fi\n", Kind.WIFI),
        ("USB LAN", RADIO + "\ttype: Cellular\n", Kind.MOBILE),
        ("Thunderbolt Bridge", CABLE, Kind.VIRTUAL),
        ("iPhone USB", CABLE, Kind.TETHERED),
        ("HUAWEI Mobile", CABLE, Kind.MOBILE),
        ("LTE Modem", CABLE, Kind.MOBILE),
        ("5G Router", CABLE, Kind.MOBILE),
        ("Bluetooth PAN", RADIO, Kind.BLUETOOTH),
        ("USB 10/100/1G/2.5G/5G LAN", RADIO, Kind.WIRED),
        ("5G Ethernet", CABLE, Kind.WIRED),
        ("SAMSUNG_Android", CABLE, Kind.TETHERED),
        ("HUAWEI_MOBILE", CABLE, Kind.MOBILE),
        ("Wi\u2011Fi", RADIO, Kind.WIFI),
        ("WLAN-Adapter", RADIO, Kind.WIFI),
        ("Ethernet-Adapter (en4)", RADIO, Kind.WIRED),
        ("Thunderbolt-brygga", CABLE, Kind.VIRTUAL),
        ("Thunderbolt-silta", CABLE, Kind.VIRTUAL),
        ("LTE-modem", CABLE, Kind.MOBILE),
    ],
)
def test_macos_ports(port: str, block: str, kind: Kind) -> None:
    """Whole words only: there is `lte` in Realtek, `lan` in WLAN and `5g` in 2.5G."""
    (adapter,) = adapters_macos.parse_adapters(f"en8: flags=8863<UP,RUNNING> mtu 1500\n{block}", {"en8": port}, {})
    assert adapter.kind is kind


def test_macos_a_bridge_is_one_whatever_its_port_is_called() -> None:
    listed = f"bridge0: flags=8863<UP,RUNNING> mtu 1500\n{CABLE}"
    (adapter,) = adapters_macos.parse_adapters(listed, {"bridge0": "Ponte Thunderbolt"}, {})
    assert adapter.kind is Kind.VIRTUAL


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
def test_windows_a_program_with_a_way_out_is_a_tunnel_or_a_switch(
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


def test_windows_citrix_by_its_label_over_wifi() -> None:
    tunnel = WindowsAdapterRow(name="{v}", label="Citrix Virtual Adapter", if_type=ETHERNET, gateway_metric=1,
                 description="Microsoft KM-TEST Loopback Adapter", addresses=("192.0.2.10",))  # fmt: skip
    radio = WindowsAdapterRow(name="{c}", label="Wi-Fi", description="Intel(R) Wi-Fi 6E AX211", if_type=WIFI,
                 physical_medium=9, addresses=("198.51.100.7",), gateway_metric=50)  # fmt: skip
    way = carrier(as_adapters([tunnel, radio]), ["192.0.2.10"])
    assert way is not None
    assert way.physical is not None
    assert (way.physical.kind, way.via_vpn) == (Kind.WIFI, True)
