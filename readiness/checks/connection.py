"""Check `connection`: which connection carries the meeting: a cable, Wi-Fi, a mobile network, or none?

According to the guideline a wired connection is preferred and wireless acceptable. The route to the meeting's host is
examined; a tunnel (VPN) is judged by the link beneath it. Nothing is sent except the query for the host's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from readiness.checks import remote_desktop
from readiness.checks.keep_alive import alive_while, pause
from readiness.checks.throttle import Throttled
from readiness.host.network.adapter import PHYSICAL, Adapter, Carrier, Kind, cables, carrier
from readiness.host.network.wifi_bars import MOST_BARS
from readiness.i18n import N_
from readiness.meeting_service import Service
from readiness.model import (
    HIGHER_IS_STRICTER,
    Alive,
    Check,
    CheckMeasurement,
    CheckSection,
    Measured,
    Outcome,
    Place,
    Probe,
    Request,
    Rule,
    fact,
)

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

MEASURE_AGAIN_S = 2.0
MEASURED_WITHIN_S = 8.0
SIGNAL_SHARE = 0.1
"""On macOS, reading the Wi-Fi signal takes seconds."""
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
            le=MOST_BARS,
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


def measure(host: str, bars_of: Callable[[str], int | None]) -> Measurement:
    """Measure the connection to `host`, and whether this is a remote session, in which another computer's counts.

    The connection is measured once more if the route changed between the two reads.
    """
    from readiness.host.network.adapters import adapters
    from readiness.host.network.route import local_addresses
    from readiness.host.system.remote_session import in_remote_session

    found, addresses = adapters(), local_addresses(host)
    if addresses and carrier(found, addresses) is None:
        found, addresses = adapters(), local_addresses(host)
    return replace(describe(found, addresses, bars_of), is_remote_session=in_remote_session())


def run(request: Request) -> Iterator[Measured | Alive]:
    """Measure once; in a live run every `MEASURE_AGAIN_S`, so that plugging in a cable is noticed."""
    from readiness.host.network.wifi_signal import wifi_bars

    again = partial(measure, request.policy.of(Service).host, Throttled(wifi_bars, SIGNAL_SHARE))
    yield Measured(again())
    while request.live:
        yield from pause(MEASURE_AGAIN_S)
        measurement = yield from alive_while(again, MEASURED_WITHIN_S)
        yield Measured(measurement)


def _is(*kinds: Kind) -> frozenset[str]:
    return frozenset(kind.value for kind in kinds)


CABLE_OR_WIFI = N_("Plug in the network cable, or connect to Wi-Fi.")
CABLE_IF_YOU_CAN = N_("Plug in a network cable if you can.")
_PHONES = _is(Kind.TETHERED, Kind.BLUETOOTH)

RULES: tuple[Rule[Measurement, Policy], ...] = (
    Rule(
        what="no_link",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.has_link is False and m.link_kind in (None, Kind.WIRED.value),
        headline=N_("The network cable has no contact."),
        remedy=CABLE_OR_WIFI,
        place=Place.NETWORK,
    ),
    Rule(
        what="cable_without_network",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.has_route is False and m.cable_has_link is True,
        headline=N_("The plugged-in cable gives no network."),
        remedy=N_("Move the cable to another network socket, or connect to Wi-Fi."),
        place=Place.NETWORK,
    ),
    Rule(
        what="none",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.has_route is False or m.has_link is False,
        headline=N_("The computer has no network."),
        remedy=CABLE_OR_WIFI,
        place=Place.NETWORK,
    ),
    Rule(
        what="remote_session",
        outcome=Outcome.WARN,
        when=lambda m, _: m.is_remote_session is True,
        headline=remote_desktop.HEADLINE,
        remedy=remote_desktop.REMEDY,
    ),
    Rule(
        what="virtual_computer",
        outcome=Outcome.WARN,
        when=lambda m, _: m.link_kind in _is(Kind.GUEST),
        headline=N_("This is a virtual computer; its cable cannot be seen."),
        remedy=N_("Check the network cable at the computer in front of you."),
    ),
    Rule(
        what="wireless_despite_cable",
        outcome=Outcome.WARN,
        when=lambda m, _: m.link_kind in _is(Kind.WIFI) and m.cable_has_network is True,
        headline=N_("Wi-Fi is used despite the plugged-in cable."),
        remedy=N_("Turn Wi-Fi off, and the cable is used."),
        place=Place.NETWORK,
    ),
    Rule(
        what="mobile_despite_cable",
        outcome=Outcome.WARN,
        when=lambda m, _: m.link_kind in _PHONES | _is(Kind.MOBILE) and m.cable_has_network is True,
        headline=N_("The cable is plugged in but not used."),
        remedy=N_("Disconnect the phone or turn the mobile network off."),
        place=Place.NETWORK,
    ),
    Rule(
        what="mobile",
        outcome=Outcome.WARN,
        when=lambda m, _: m.link_kind in _is(Kind.MOBILE),
        headline=N_("Mobile network. A cable is better."),
        remedy=CABLE_IF_YOU_CAN,
        place=Place.NETWORK,
    ),
    Rule(
        what="tethered",
        outcome=Outcome.WARN,
        when=lambda m, _: m.link_kind in _PHONES,
        headline=N_("The network comes from a phone."),
        remedy=CABLE_IF_YOU_CAN,
        place=Place.NETWORK,
    ),
    Rule(
        what="wireless_weak",
        outcome=Outcome.WARN,
        when=lambda m, p: m.link_kind in _is(Kind.WIFI) and m.wifi_bars is not None and m.wifi_bars < p.wifi_bars_min,
        headline=N_("The Wi-Fi is weak here."),
        remedy=N_("Plug in a network cable, or move closer to the access point."),
        place=Place.NETWORK,
    ),
    Rule(
        what="wireless",
        outcome=Outcome.WARN,
        when=lambda m, _: m.link_kind in _is(Kind.WIFI),
        headline=N_("Wireless. A cable is better."),
        remedy=CABLE_IF_YOU_CAN,
        place=Place.NETWORK,
    ),
    Rule(
        what="other",
        outcome=Outcome.WARN,
        when=lambda m, _: m.link_kind == OTHER,
        headline=N_("We can't tell whether a cable is used."),
        remedy=N_("Check that a network cable is plugged in."),
        place=Place.NETWORK,
    ),
    Rule(
        what="slow_cable",
        outcome=Outcome.WARN,
        when=lambda m, p: m.link_speed_mbps is not None and m.link_speed_mbps < p.cable_min_mbps,
        headline=N_("The network cable is unusually slow."),
        remedy=N_("Try another network cable or another socket."),
        place=Place.NETWORK,
    ),
    Rule(
        what="ok_wired",
        outcome=Outcome.PASS,
        when=lambda m, _: m.link_kind in _is(Kind.WIRED) and m.has_link is True,
        headline=N_("The network cable is plugged in."),
    ),
)

CHECK = Check(
    id="connection",
    title=N_("Connection"),
    question=N_("Is the computer connected by cable?"),
    measurement=Measurement,
    policy=Policy,
    rules=RULES,
    guideline=("equipment.connection",),
    subject=lambda m: m.adapter_label or "",
)

PROBE = Probe(name="connection", run=run, yields=(Measurement,), deadline_s=lambda _: MEASURED_WITHIN_S)
