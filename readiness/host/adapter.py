"""What a network adapter is, and which of several really carries the traffic. Pure."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass


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


PHYSICAL = (Kind.WIRED, Kind.WIFI, Kind.MOBILE, Kind.TETHERED, Kind.BLUETOOTH)
"""Kinds that leave the computer by themselves; the others ride on one of these."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """The adapter that has the route, and the physical one beneath it (the same one when nothing lies between)."""

    routed: Adapter
    physical: Adapter | None

    @property
    def via_vpn(self) -> bool:
        """Does the traffic go through a tunnel?"""
        return self.routed.kind is Kind.VPN


def carrier(adapters: Sequence[Adapter], local_addresses: Sequence[str]) -> Carrier | None:
    """The adapter that owns the address which the route begins at; None when no address is any adapter's."""
    for address in local_addresses:
        routed = next((adapter for adapter in adapters if address in adapter.addresses), None)
        if routed is not None and routed.kind is not Kind.LOOPBACK:
            return Carrier(routed=routed, physical=_physical(routed, adapters))
    return None


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
    """A tunnel's own packets leave through the physical adapter with a gateway; of several the lowest metric wins."""
    candidates = [each for each in adapters if each.kind in PHYSICAL and each.has_link]
    with_gateway = [each for each in candidates if each.gateway_metric is not None]
    return min(with_gateway, key=lambda each: each.gateway_metric or 0, default=None)
