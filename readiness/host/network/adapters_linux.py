"""Network adapters on Linux, from `/sys/class/net` and the routing tables in `/proc/net`."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Collection, Mapping
from pathlib import Path

from readiness.file_reader import text_of
from readiness.host.network.adapter import Adapter
from readiness.host.network.adapter_kinds_linux import LinuxAdapterRow, as_adapters, parse_gateways, parse_host_routes

_TUNNEL_TYPE = "65534"
_MAX_BYTES = 4_000_000
"""Of a table of routes."""


def adapters() -> tuple[Adapter, ...]:
    """Return all adapters in this network namespace."""
    return as_adapters(rows())


def rows(root: Path = Path("/")) -> tuple[LinuxAdapterRow, ...]:
    """Return sysfs' data on all adapters; empty without sysfs. Adapters unplugged while reading are skipped."""
    routes = (_text(root / "proc/net/route"), _text(root / "proc/net/ipv6_route"))
    gateways, owned, host_routed = parse_gateways(*routes), addresses(), parse_host_routes(*routes)
    found = []
    for folder in sorted(each.parent for each in (root / "sys/class/net").glob("*/ifindex")):
        with contextlib.suppress(FileNotFoundError):  # pulled out between two reads
            found.append(read_row(folder, gateways, owned, host_routed))
    return tuple(found)


def addresses() -> dict[str, tuple[str, ...]]:
    """Return IPv4 and IPv6 addresses by adapter name, without the scope that psutil appends after a `%`."""
    import psutil

    families = (socket.AF_INET, socket.AF_INET6)
    return {
        name: tuple(each.address.partition("%")[0] for each in found if each.family in families)
        for name, found in psutil.net_if_addrs().items()
    }


def read_row(
    folder: Path, gateways: Mapping[str, int], owned: Mapping[str, tuple[str, ...]], host_routed: Collection[str]
) -> LinuxAdapterRow:
    """Read one adapter from its folder in `/sys/class/net`.

    Args:
        folder: the adapter's folder.
        gateways: gateway metrics by adapter name.
        owned: addresses by adapter name.
        host_routed: names of the adapters through whose gateway a route to a single host leads.
    """
    device, driver = folder / "device", folder / "device/driver"
    uevent = dict(line.partition("=")[::2] for line in _text(folder / "uevent").splitlines())
    speed, arp_type = _text(folder / "speed"), _text(folder / "type")
    return LinuxAdapterRow(
        name=folder.name,
        arp_type=arp_type,
        device_type=uevent.get("DEVTYPE", ""),
        driver=driver.resolve().name if driver.exists() else None,
        usb_id=_usb_id(device.resolve()) if device.exists() else "",
        is_wireless=(folder / "phy80211").exists() or (folder / "wireless").exists(),
        has_device=device.exists(),
        is_tunnel=(folder / "tun_flags").exists() and arp_type == _TUNNEL_TYPE,
        has_link=_text(folder / "carrier") == "1",
        addresses=owned.get(folder.name, ()),
        beneath=tuple(sorted(path.name.removeprefix("lower_") for path in folder.glob("lower_*"))),
        gateway_metric=gateways.get(folder.name),
        has_host_route=folder.name in host_routed,
        link_speed_mbps=float(speed) if speed.isdigit() and speed != "0" else None,
    )


def _usb_id(device: Path) -> str:
    """Return vendor and product of the interface's USB device, which are in its parent folder."""
    vendor, product = _text(device.parent / "idVendor"), _text(device.parent / "idProduct")
    return f"{vendor}:{product}" if vendor else ""


def _text(path: Path) -> str:
    """Return a file's text; empty if it cannot be read (such as `carrier` of an adapter that is down)."""
    return text_of(path, _MAX_BYTES).strip()
