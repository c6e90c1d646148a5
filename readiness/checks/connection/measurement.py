"""Measurement and policy of the check `connection`, and the measurement of given adapters and a route."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from readiness.checks import remote_desktop
from readiness.host.network.adapter import PHYSICAL, Adapter, Carrier, Kind, cables, carrier
from readiness.host.network.wifi_bars import MAX_BARS
from readiness.i18n import N_
from readiness.model import HIGHER_IS_STRICTER, CheckMeasurement, CheckSection, fact

LINK_KINDS = {
    "wired": N_("cable"),
    "wifi": N_("wireless"),
    "mobile": N_("mobile network"),
    "tethered": N_("a phone's network"),
    "bluetooth": N_("a phone's network"),
    "vpn": N_("a tunnel (VPN)"),
    "guest": N_("a virtual computer's network"),
    "other": N_("something else"),
}
"""Wording of `host.network.adapter.Kind`."""

OTHER = "other"


class Policy(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits for a link."""

    cable_min_mbps: Annotated[
        float,
        Meta(
            ge=0,
            le=100_000,
            description="10 Mbit/s is a damaged cable or a socket; 100 is common behind a desk telephone and enough: "
            "a video meeting needs 1.5, Azure Communication Services",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 100
    wifi_bars_min: Annotated[
        int,
        Meta(
            ge=0,
            le=MAX_BARS,
            description="of 5; 2 bars is below -80 dBm, voice wants -67, Cisco's design guide",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 3


class Measurement(CheckMeasurement, frozen=True, kw_only=True):
    """The connection that carries the route. `link_kind` is a value of `host.network.adapter.Kind`, or `other`.

    `cable_has_link` and `cable_has_network` describe a plugged-in cable, whether or not the route uses it.
    """

    has_route: bool | None = fact(N_("There is a way to the meeting"))
    has_link: bool | None = fact(N_("The connection has contact"))
    link_kind: str | None = fact(N_("Kind of connection"), words=LINK_KINDS)
    via_vpn: bool | None = fact(N_("Through a VPN"))
    via_virtual_switch: bool | None = fact(N_("Through a virtual switch"))
    via_usb: bool | None = fact(N_("Through a dock or a USB adapter"))
    is_ipv6_only: bool | None = fact(N_("IPv6 only"))
    link_speed_mbps: float | None = fact(N_("Link speed (Mbit/s)"))
    wifi_bars: int | None = fact(N_("Wi-Fi signal (bars of 5)"))
    cable_has_link: bool | None = fact(N_("A network cable is plugged in"))
    cable_has_network: bool | None = fact(N_("The cable gives a network"))
    is_remote_session: bool | None = fact(remote_desktop.IS_SHOWN_ELSEWHERE)
    driver: str | None = fact(N_("Driver"))
    adapter_label: str | None = fact(N_("Network adapter"), private=True)


def measurement_of(
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
