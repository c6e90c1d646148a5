"""What a network adapter is, and which of several really carries the traffic. Pure."""

from __future__ import annotations

import enum
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass, replace


class Kind(enum.Enum):
    """What a link is made of."""

    WIRED = "wired"
    WIFI = "wifi"
    MOBILE = "mobile"
    TETHERED = "tethered"
    BLUETOOTH = "bluetooth"
    VPN = "vpn"
    VIRTUAL = "virtual"
    LOOPBACK = "loopback"
    GUEST = "guest"
    """The card that a hypervisor gives a virtual computer: which cable or radio is beneath it cannot be seen."""


PHYSICAL = (Kind.WIRED, Kind.WIFI, Kind.MOBILE, Kind.TETHERED, Kind.BLUETOOTH, Kind.GUEST)
"""Kinds that leave the computer by themselves, as far as it can see; the others ride on one of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """One network adapter.

    `has_link`: the cable, the radio or the tunnel is connected now. `beneath`: names of the adapters that it is known
    to ride on (a bridge's ports, a VLAN's card). `gateway_metric`: the lowest metric of its routes through a gateway,
    None when it has none. `label` is what the system shows a person. Name, label and addresses are never reported.
    """

    name: str
    kind: Kind
    has_link: bool
    label: str = ""
    addresses: tuple[str, ...] = ()
    beneath: tuple[str, ...] = ()
    gateway_metric: int | None = None
    link_speed_mbps: float | None = None
    driver: str | None = None
    is_usb: bool | None = None

    @property
    def gives_network(self) -> bool:
        """Has it a link and an address that was given to it, not one that it made up (RFC 3927, RFC 4291)?"""
        given = [each for each in self.addresses if not ipaddress.ip_address(each).is_link_local]
        return self.has_link and bool(given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """The adapter that has the route, and the physical one beneath it (the same one when nothing lies between)."""

    routed: Adapter
    physical: Adapter | None

    @property
    def via_vpn(self) -> bool:
        """Does the traffic go through a tunnel?"""
        return self.routed.kind is Kind.VPN

    @property
    def via_virtual_switch(self) -> bool:
        """Is the address on a switch, a bridge or a VLAN, and the card below it known?"""
        return self.routed.kind is Kind.VIRTUAL and self.physical is not None


def carrier(adapters: Sequence[Adapter], local_addresses: Sequence[str]) -> Carrier | None:
    """The adapter that owns the address which the route begins at; None when no address is any adapter's."""
    for address in local_addresses:
        routed = next((adapter for adapter in adapters if address in adapter.addresses), None)
        if routed is not None and routed.kind is not Kind.LOOPBACK:
            return Carrier(routed=routed, physical=_physical(routed, adapters))
    return None


def cables(adapters: Sequence[Adapter]) -> tuple[Adapter, ...]:
    """The wired adapters with a link, each with the addresses and the gateway of what rides on it (switch, VLAN)."""
    linked = [each for each in adapters if each.kind is Kind.WIRED and each.has_link]
    return tuple(_with_riders(cable, adapters) for cable in linked)


def _with_riders(cable: Adapter, adapters: Sequence[Adapter]) -> Adapter:
    riders = [each for each in adapters if each.kind is Kind.VIRTUAL and _physical(each, adapters) is cable]
    metrics = [each.gateway_metric for each in (cable, *riders) if each.gateway_metric is not None]
    addresses = tuple(address for each in (cable, *riders) for address in each.addresses)
    return replace(cable, addresses=addresses, gateway_metric=min(metrics, default=None))


def _physical(routed: Adapter, adapters: Sequence[Adapter]) -> Adapter | None:
    """The physical adapter that `routed` is or rides on; None when that cannot be known."""
    seen: list[Adapter] = []
    waiting = [routed]
    while waiting:
        adapter = waiting.pop(0)
        if adapter.kind in PHYSICAL:
            return adapter
        seen.append(adapter)
        below = [each for each in adapters if each.name in adapter.beneath and each not in seen]
        waiting += sorted(below, key=lambda each: not each.has_link)
    return _under_tunnel(adapters) if any(adapter.kind is Kind.VPN for adapter in seen) else None


def _under_tunnel(adapters: Sequence[Adapter]) -> Adapter | None:
    """A tunnel's own packets leave through what has a gateway and is no tunnel; of several the lowest metric wins."""
    with_gateway = [each for each in adapters if each.gateway_metric is not None and each.has_link]
    outward = sorted(
        (each for each in with_gateway if each.kind not in (Kind.VPN, Kind.LOOPBACK)),
        key=lambda each: each.gateway_metric or 0,
    )
    return _physical(outward[0], adapters) if outward else None
