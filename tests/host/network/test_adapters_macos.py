"""Adapters from the listings of macOS' own commands."""

from __future__ import annotations

import pytest

from readiness.checks.connection import CHECK, Policy, measurement_of
from readiness.host.network import adapters_macos
from readiness.host.network.adapter import Kind, carrier

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


def test_adapters_of_a_mac_have_their_kind_link_and_speed() -> None:
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


def test_macos_bond_runs_over_its_cards() -> None:
    interfaces = """bond0: flags=8843<UP,BROADCAST,RUNNING,SIMPLEX,MULTICAST> mtu 1500
\tether 00:00:5e:00:53:03
\tinet 192.0.2.10 netmask 0xffffff00 broadcast 192.0.2.255
\tmedia: autoselect
\tstatus: active
\tbond interfaces: en13 en9
en9: flags=8963<UP,BROADCAST,SMART,RUNNING,PROMISC,SIMPLEX,MULTICAST> mtu 1500
\tether 00:00:5e:00:53:03
\tmedia: autoselect (1000baseT <full-duplex>)
\tstatus: active
"""
    ports = {"en9": "USB 10/100/1000 LAN", "bond0": "Bond"}
    bond, card = adapters_macos.parse_adapters(interfaces, ports, {"bond0": 0})
    assert bond.beneath == ("en13", "en9")
    way = carrier((bond, card), ["192.0.2.10"])
    assert way is not None
    assert way.physical == card


def test_macos_tunnel_that_began_on_wifi_stays_there_when_a_cable_is_plugged_in() -> None:
    routes = f"""{ROUTES}203.0.113.10       198.51.100.1       UGHS              en0
17.57.146.20       198.51.100.1       UGHWIi            en8      12
198.51.100.1       aa:bb:cc:00:11:27  UHLWIir           en8    1180
"""
    assert adapters_macos.parse_host_routes(routes) == {"en0"}
    found = adapters_macos.as_adapters(adapters_macos.Listing(ports=PORTS, interfaces=INTERFACES, routes=routes))
    way = carrier(found, ["10.8.0.2"])
    assert way is not None
    assert way.physical is not None
    assert way.physical.name == "en0"


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
        ("Thunderbolt 10/100/1000 LAN", CABLE, Kind.WIRED),
        ("MBBEthernet", CABLE, Kind.MOBILE),
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
        ("Nothing Phone (2)", CABLE, Kind.TETHERED),
        ("Redmi Note 12", CABLE, Kind.TETHERED),
        ("HUAWEI P30", CABLE, Kind.TETHERED),
        ("SM-G991B", CABLE, Kind.TETHERED),
        ("E3372", CABLE, Kind.MOBILE),
        ("Sierra Wireless AirCard", CABLE, Kind.MOBILE),
        ("Novatel MiFi", CABLE, Kind.MOBILE),
        ("802.11n NIC", CABLE, Kind.WIFI),
        ("10GbE", RADIO, Kind.WIRED),
        ("RTL8153", RADIO, Kind.WIRED),
        ("Ethernet Adapter (en4)", "\tmedia: none\n\tstatus: inactive\n", Kind.VIRTUAL),
        ("USB 10/100/1000 LAN", "\tmedia: autoselect (none)\n\tstatus: inactive\n", Kind.WIRED),
        ("Thunderbolt 2", "\tmedia: autoselect <full-duplex>\n\tstatus: inactive\n", Kind.VIRTUAL),
        ("Thunderbolt Ethernet Slot 1, Port 1", RADIO, Kind.WIRED),
    ],
)
def test_macos_ports(port: str, block: str, kind: Kind) -> None:
    """Whole words only: there is `lte` in Realtek, `lan` in WLAN and `5g` in 2.5G."""
    (adapter,) = adapters_macos.parse_adapters(f"en8: flags=8863<UP,RUNNING> mtu 1500\n{block}", {"en8": port}, {})
    assert adapter.kind is kind


MACBOOK_PORTS = """
Hardware Port: Ethernet Adapter (en4)
Device: en4
Ethernet Address: aa:bb:cc:00:11:22

Hardware Port: Wi-Fi
Device: en0
Ethernet Address: aa:bb:cc:00:11:23

Hardware Port: Thunderbolt 1
Device: en1
Ethernet Address: aa:bb:cc:00:11:24
"""
MACBOOK_INTERFACES = """en4: flags=8863<UP,BROADCAST,SMART,RUNNING,SIMPLEX,MULTICAST> mtu 1500
\tmedia: none
\tstatus: inactive
en0: flags=8863<UP,BROADCAST,SMART,RUNNING,SIMPLEX,MULTICAST> mtu 1500
\tmedia: autoselect (<unknown type>)
\tstatus: inactive
en1: flags=8963<UP,BROADCAST,SMART,RUNNING,PROMISC,SIMPLEX,MULTICAST> mtu 1500
\tmedia: autoselect <full-duplex>
\tstatus: inactive
"""


def test_macbook_with_wifi_off_has_no_cable_without_contact() -> None:
    """As people list their MacBooks with Apple's processors, which have no socket for a network cable."""
    found = adapters_macos.parse_adapters(MACBOOK_INTERFACES, adapters_macos.parse_ports(MACBOOK_PORTS), {})
    assert CHECK.judge(measurement_of(found, ()), Policy()).code == "connection.none"


def test_macos_a_bridge_is_one_whatever_its_port_is_called() -> None:
    listed = f"bridge0: flags=8863<UP,RUNNING> mtu 1500\n{CABLE}"
    (adapter,) = adapters_macos.parse_adapters(listed, {"bridge0": "Ponte Thunderbolt"}, {})
    assert adapter.kind is Kind.VIRTUAL
