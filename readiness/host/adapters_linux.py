"""Network adapters on Linux, out of `/sys/class/net` and the routing tables in `/proc/net`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from readiness.host import addresses_linux
from readiness.host.adapter import Adapter, Kind

_LOOPBACK, _PPP, _NO_HARDWARE_ADDRESS = "772", "512", "65534"
"""ARPHRD_LOOPBACK, ARPHRD_PPP and ARPHRD_NONE (tun, WireGuard) of linux/if_arp.h."""

_MOBILE_DRIVERS = frozenset(
    {"qmi_wwan", "cdc_mbim", "huawei_cdc_ncm", "sierra_net", "hso", "iosm", "mtk_t7xx", "mhi_net"}
)
_PHONE_DRIVERS = frozenset({"rndis_host", "ipheth"})
_SHARED_DRIVERS = frozenset({"cdc_ether", "cdc_ncm", "cdc_eem"})
_PHONE_VENDORS = frozenset(
    {"04e8", "05ac", "0bb4", "0fce", "1004", "12d1", "18d1", "19d2", "22b8", "22d9", "2717", "2a70", "2ae5", "2e04"}
)
"""USB vendor ids of makers of phones. Docks use the shared drivers too, so the driver alone does not tell."""

_ROUTE_GATEWAY_FLAG = 0x2
"""RTF_GATEWAY of linux/route.h."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What sysfs says of one adapter, as read."""

    arp_type: str = ""
    device_type: str = ""
    driver: str | None = None
    usb_vendor: str = ""
    is_wireless: bool = False
    has_device: bool = False
    is_tunnel: bool = False


def classify(facts: Facts) -> Kind:
    """The kind of an adapter. What has hardware behind it and is nothing else is wired, also in a virtual machine."""
    tunnel = facts.device_type == "wireguard" or facts.is_tunnel or facts.arp_type in (_PPP, _NO_HARDWARE_ADDRESS)
    phone = facts.driver in _PHONE_DRIVERS or (facts.driver in _SHARED_DRIVERS and facts.usb_vendor in _PHONE_VENDORS)
    evidence = (
        (facts.arp_type == _LOOPBACK, Kind.LOOPBACK),
        (facts.is_wireless, Kind.WIFI),
        (facts.device_type == "wwan" or facts.driver in _MOBILE_DRIVERS, Kind.MOBILE),
        (facts.device_type == "bluetooth", Kind.BLUETOOTH),
        (tunnel, Kind.VPN),
        (not facts.has_device, Kind.VIRTUAL),
        (phone, Kind.TETHERED),
    )
    return next((kind for seen, kind in evidence if seen), Kind.WIRED)


def read_facts(folder: Path) -> Facts:
    """The facts of the adapter whose folder in `/sys/class/net` this is."""
    device = folder / "device"
    uevent = dict(line.partition("=")[::2] for line in _text(folder / "uevent").splitlines())
    driver = device / "driver"
    return Facts(
        arp_type=_text(folder / "type"),
        device_type=uevent.get("DEVTYPE", ""),
        driver=driver.resolve().name if driver.exists() else None,
        usb_vendor=_text(device.resolve().parent / "idVendor") if device.exists() else "",
        is_wireless=(folder / "phy80211").exists() or (folder / "wireless").exists(),
        has_device=device.exists(),
        is_tunnel=(folder / "tun_flags").exists() and _text(folder / "type") == _NO_HARDWARE_ADDRESS,
    )


def parse_gateways(ipv4_routes: str, ipv6_routes: str) -> dict[str, int]:
    """Per adapter the lowest metric of its routes through a gateway, out of `/proc/net/route` and `ipv6_route`."""
    found: dict[str, int] = {}
    rows = [(row[0], row[3], int(row[6])) for row in _rows(ipv4_routes) if len(row) > 7 and row[6].isdigit()]
    rows += [(row[9], row[8], int(row[5], 16)) for row in _rows(ipv6_routes) if len(row) > 9]
    for name, flags, metric in rows:
        if name != "lo" and int(flags, 16) & _ROUTE_GATEWAY_FLAG:
            found[name] = min(metric, found.get(name, metric))
    return found


def _rows(table: str) -> list[list[str]]:
    return [line.split() for line in table.splitlines()]


def adapters(root: Path = Path("/")) -> tuple[Adapter, ...]:
    """Every adapter in this network namespace."""
    routes = (_text(root / "proc/net/route"), _text(root / "proc/net/ipv6_route"))
    gateways, owned = parse_gateways(*routes), addresses_linux.addresses()
    folders = sorted(each for each in (root / "sys/class/net").iterdir() if (each / "ifindex").exists())
    return tuple(_adapter(folder, gateways, owned) for folder in folders)


def _adapter(folder: Path, gateways: Mapping[str, int], owned: Mapping[int, list[str]]) -> Adapter:
    facts, index, speed = read_facts(folder), _text(folder / "ifindex"), _text(folder / "speed")
    return Adapter(
        name=folder.name,
        label=folder.name,
        kind=classify(facts),
        has_link=_text(folder / "carrier") == "1",
        addresses=tuple(owned.get(int(index), ())) if index else (),
        beneath=tuple(sorted(path.name.removeprefix("lower_") for path in folder.glob("lower_*"))),
        gateway_metric=gateways.get(folder.name),
        link_speed_mbps=float(speed) if speed.isdigit() and speed != "0" else None,
        driver=facts.driver,
    )


def _text(path: Path) -> str:
    """What a file in sysfs says; empty when it is gone or refuses (a card that is switched off has no carrier)."""
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
