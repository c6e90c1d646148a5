"""Classifying adapters from Linux' `/sys/class/net` (kernel: sysfs-class-net, linux/if_arp.h). No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from readiness.host.network.adapter import Adapter, Kind
from readiness.host.network.usb_vendors import is_modem, is_phone

_LOOPBACK, _PPP, _NO_HARDWARE_ADDRESS = "772", "512", "65534"
"""ARPHRD_LOOPBACK, ARPHRD_PPP and ARPHRD_NONE (tun, WireGuard) of linux/if_arp.h."""

_MOBILE_DRIVERS = frozenset(
    {"qmi_wwan", "cdc_mbim", "huawei_cdc_ncm", "sierra_net", "hso", "iosm", "mtk_t7xx", "mhi_net", "kalmia", "lg-vl600"}
)
_PHONE_DRIVERS = frozenset({"rndis_host", "ipheth"})
_SHARED_DRIVERS = frozenset({"cdc_ether", "cdc_ncm", "cdc_eem", "cdc_subset"})
"""Used by phones, docks and modems alike, so the vendor decides."""

_GUEST_DRIVERS = frozenset(
    {"vmxnet3", "virtio_net", "xen_netfront", "vif", "hv_netvsc", "ena", "gve", "mana", "vmxnet",
     "iavf", "i40evf", "ixgbevf", "igbvf", "e1000", "pcnet32"}
)  # fmt: skip
"""VMware, KVM, Xen, Hyper-V, and the clouds of Amazon, Google and Microsoft; a part of a server's card that is lent to
a guest (SR-IOV); and cards that hypervisors emulate and no computer of today has (82540EM, 82545EM, PCnet)."""

_GATEWAY, _HOST, _REDIRECTED = 0x2, 0x4, 0x10
"""RTF_GATEWAY, RTF_HOST and RTF_DYNAMIC of linux/route.h."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinuxAdapterRow:
    """One adapter as reported by Linux. `usb_id` is vendor and product (`18d1:4eeb`) for USB adapters."""

    name: str = ""
    arp_type: str = ""
    device_type: str = ""
    driver: str | None = None
    usb_id: str = ""
    is_wireless: bool = False
    has_device: bool = False
    is_tunnel: bool = False
    has_link: bool = False
    addresses: tuple[str, ...] = ()
    beneath: tuple[str, ...] = ()
    gateway_metric: int | None = None
    has_host_route: bool = False
    link_speed_mbps: float | None = None


def classify(row: LinuxAdapterRow) -> Kind:
    """Classify an adapter. Hardware that matches nothing else is wired, also in a virtual machine."""
    tunnel = row.device_type == "wireguard" or row.is_tunnel or row.arp_type in (_PPP, _NO_HARDWARE_ADDRESS)
    shared = row.driver in _SHARED_DRIVERS
    evidence = (
        (row.arp_type == _LOOPBACK, Kind.LOOPBACK),
        (row.is_wireless or row.device_type == "wlan", Kind.WIFI),
        (row.device_type == "wwan" or row.driver in _MOBILE_DRIVERS, Kind.MOBILE),
        (row.device_type == "bluetooth", Kind.BLUETOOTH),
        (tunnel, Kind.VPN),
        (row.driver in _GUEST_DRIVERS, Kind.GUEST),
        (not row.has_device, Kind.VIRTUAL),
        (is_modem(row.usb_id), Kind.MOBILE),
        (row.driver in _PHONE_DRIVERS or (shared and is_phone(row.usb_id)), Kind.TETHERED),
    )
    return next((kind for matches, kind in evidence if matches), Kind.WIRED)


def as_adapters(rows: Iterable[LinuxAdapterRow]) -> tuple[Adapter, ...]:
    """Convert the rows to adapters."""
    return tuple(
        Adapter(
            name=row.name,
            label=row.name,
            kind=classify(row),
            has_link=row.has_link,
            addresses=row.addresses,
            beneath=row.beneath,
            gateway_metric=row.gateway_metric,
            has_host_route=row.has_host_route,
            link_speed_mbps=row.link_speed_mbps,
            driver=row.driver,
            is_usb=bool(row.usb_id),
        )
        for row in rows
    )


def parse_gateways(ipv4_routes: str, ipv6_routes: str) -> dict[str, int]:
    """Return each adapter's lowest metric of routes through a gateway, from `/proc/net/route` and `ipv6_route`."""
    found: dict[str, int] = {}
    for name, flags, metric in (*_ipv4_rows(ipv4_routes), *_ipv6_rows(ipv6_routes)):
        if name != "lo" and flags & _GATEWAY:
            found[name] = min(metric, found.get(name, metric))
    return found


def parse_host_routes(ipv4_routes: str, ipv6_routes: str) -> frozenset[str]:
    """Return the adapters through whose gateway a route to a single host leads."""
    rows = (*_ipv4_rows(ipv4_routes), *_ipv6_rows(ipv6_routes))
    return frozenset(name for name, flags, _ in rows if flags & (_GATEWAY | _HOST | _REDIRECTED) == _GATEWAY | _HOST)


def _ipv4_rows(table: str) -> Iterator[tuple[str, int, int]]:
    for row in (line.split() for line in table.splitlines()):
        if len(row) > 7 and row[6].isdigit():
            yield row[0], int(row[3], 16), int(row[6])


def _ipv6_rows(table: str) -> Iterator[tuple[str, int, int]]:
    for row in (line.split() for line in table.splitlines()):
        if len(row) > 9:
            yield row[9], int(row[8], 16), int(row[5], 16)
