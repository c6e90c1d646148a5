"""Data type of a network adapter, and finding the one that carries the traffic. No I/O."""

from __future__ import annotations

import enum
import ipaddress
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace


class Kind(enum.Enum):
    """The medium or kind of a link."""

    WIRED = "wired"
    WIFI = "wifi"
    MOBILE = "mobile"
    TETHERED = "tethered"
    BLUETOOTH = "bluetooth"
    VPN = "vpn"
    VIRTUAL = "virtual"
    LOOPBACK = "loopback"
    GUEST = "guest"
    """The adapter of a virtual machine, whose underlying physical link is not visible."""


PHYSICAL = (Kind.WIRED, Kind.WIFI, Kind.MOBILE, Kind.TETHERED, Kind.BLUETOOTH, Kind.GUEST)
"""Kinds that leave the computer directly, as far as it can see; all others run over one of these."""


class Adapter(msgspec.Struct, frozen=True, kw_only=True):
    """A network adapter. Name, label and addresses are never reported.

    Attributes:
        name: the system's identifier.
        kind: the medium.
        has_link: whether the cable, radio or tunnel is currently connected.
        label: display name in the system.
        addresses: its IP addresses.
        beneath: names of the adapters that it is known to run over (a bridge's ports, a VLAN's parent).
        gateway_metric: lowest metric of its routes through a gateway; None if it has none.
        has_host_route: whether a route to a single host leads through its gateway. A tunnel sets one to its other end,
            so that it does not run through itself (OpenVPN's manual, `--redirect-gateway`; vpnc-script).
        link_speed_mbps: link speed, Mbit/s.
        driver: name of the kernel driver (Linux).
        is_usb: whether it is connected through USB.
    """

    name: str
    kind: Kind
    has_link: bool
    label: str = ""
    addresses: tuple[str, ...] = ()
    beneath: tuple[str, ...] = ()
    gateway_metric: int | None = None
    has_host_route: bool = False
    link_speed_mbps: float | None = None
    driver: str | None = None
    is_usb: bool | None = None

    @property
    def gives_network(self) -> bool:
        """Whether it has a link and an address that is not self-assigned (RFC 3927, RFC 4291)."""
        assigned = [each for each in self.addresses if not ipaddress.ip_address(each).is_link_local]
        return self.has_link and bool(assigned)


class Carrier(msgspec.Struct, frozen=True, kw_only=True):
    """The adapter with the route, and the physical one it runs over (the same adapter if it is physical itself)."""

    routed: Adapter
    physical: Adapter | None

    @property
    def via_vpn(self) -> bool:
        """Whether the traffic goes through a tunnel."""
        return self.routed.kind is Kind.VPN

    @property
    def via_virtual_switch(self) -> bool:
        """Whether the address is on a virtual switch, bridge or VLAN whose physical adapter is known."""
        return self.routed.kind is Kind.VIRTUAL and self.physical is not None


def carrier(adapters: Sequence[Adapter], local_addresses: Sequence[str]) -> Carrier | None:
    """Return the adapter that owns the route's local address; None if no adapter has any of the addresses."""
    for address in local_addresses:
        routed = next((adapter for adapter in adapters if address in adapter.addresses), None)
        if routed is not None and routed.kind is not Kind.LOOPBACK:
            return Carrier(routed=routed, physical=_physical(routed, adapters))
    return None


def cables(adapters: Sequence[Adapter]) -> tuple[Adapter, ...]:
    """Return the wired adapters with a link, with the addresses and gateway of switches and VLANs on top of them."""
    linked = [each for each in adapters if each.kind is Kind.WIRED and each.has_link]
    return tuple(_with_riders(cable, adapters) for cable in linked)


def _with_riders(cable: Adapter, adapters: Sequence[Adapter]) -> Adapter:
    riders = [each for each in adapters if each.kind is Kind.VIRTUAL and _physical(each, adapters) is cable]
    metrics = [each.gateway_metric for each in (cable, *riders) if each.gateway_metric is not None]
    addresses = tuple(address for each in (cable, *riders) for address in each.addresses)
    return replace(cable, addresses=addresses, gateway_metric=min(metrics, default=None))


def _physical(routed: Adapter, adapters: Sequence[Adapter]) -> Adapter | None:
    """Return the physical adapter that `routed` is or runs over; None if it cannot be determined."""
    visited: list[Adapter] = []
    waiting = [routed]
    while waiting:
        adapter = waiting.pop(0)
        if adapter.kind in PHYSICAL:
            return adapter
        visited.append(adapter)
        below = [each for each in adapters if each.name in adapter.beneath and each not in visited]
        waiting += sorted(below, key=lambda each: not each.has_link)
    return _under_tunnel(adapters) if any(adapter.kind is Kind.VPN for adapter in visited) else None


def _under_tunnel(adapters: Sequence[Adapter]) -> Adapter | None:
    """Return the adapter that carries tunnels, which is no tunnel itself; None if it cannot be determined.

    It is the only one with a route to a single host: a tunnel that began on Wi-Fi stays there when a cable is plugged
    in. Otherwise it has the lowest gateway metric. Some tunnels that take all traffic remove every other gateway; then
    it is the only one with a network.
    """
    below = [each for each in adapters if each.kind not in (Kind.VPN, Kind.LOOPBACK) and each.has_link]
    to_other_end = [each for each in below if each.has_host_route]
    if len(to_other_end) == 1:
        return _physical(to_other_end[0], adapters)
    outward = [each for each in below if each.gateway_metric is not None]
    if outward:
        return _physical(min(outward, key=lambda each: each.gateway_metric or 0), adapters)
    with_network = [each for each in below if each.kind in PHYSICAL and each.gives_network]
    return with_network[0] if len(with_network) == 1 else None
