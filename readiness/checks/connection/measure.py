"""Which connection carries the meeting, determined from the computer's adapters and the route to the meeting's host."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from readiness.checks.connection.measurement import OTHER, Measurement
from readiness.host.network.adapter import PHYSICAL, Adapter, Carrier, Kind, cables, carrier


def describe(
    found: Sequence[Adapter], addresses: Sequence[str], bars_of: Callable[[str], int | None] = lambda _: None
) -> Measurement:
    """Determine the connection from the adapters and the route's local addresses.

    Args:
        found: all adapters.
        addresses: this computer's addresses on the route; empty if there is no route.
        bars_of: returns the Wi-Fi signal of the adapter with that name.
    """
    plugged = cables(found)
    cable = Measurement(
        cable_has_link=bool(plugged),
        cable_has_network=any(each.gives_network and each.gateway_metric is not None for each in plugged),
    )
    if not addresses:
        physical = [adapter for adapter in found if adapter.kind in PHYSICAL]
        cable_loose = any(adapter.kind is Kind.WIRED for adapter in physical)
        linked = any(adapter.has_link for adapter in physical)
        return replace(cable, has_route=False, has_link=False if cable_loose and not linked else None)
    way = carrier(found, addresses)
    known = replace(cable, has_route=True, is_ipv6_only=all(":" in address for address in addresses))
    return _along(way, known, bars_of) if way is not None else replace(known, link_kind=OTHER)


def _along(way: Carrier, known: Measurement, bars_of: Callable[[str], int | None]) -> Measurement:
    link = way.physical or way.routed
    return replace(
        known,
        has_link=link.has_link,
        link_kind=link.kind.value if way.physical else OTHER,
        via_vpn=way.via_vpn,
        via_virtual_switch=way.via_virtual_switch,
        via_usb=link.is_usb,
        link_speed_mbps=link.link_speed_mbps,
        wifi_bars=bars_of(link.name) if link.kind is Kind.WIFI and link.has_link else None,
        driver=link.driver,
        adapter_label=link.label,
    )
