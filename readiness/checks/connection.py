"""Which connection carries the meeting: a cable, Wi-Fi, a mobile network, or none?

The guideline: in the first place wired; it also works over wireless. Asked is the route to the meeting's own host. A
tunnel (VPN) is judged by the link beneath it. No packet is sent but the look-up of the host's name.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from readiness.host.adapter import PHYSICAL, Adapter, Kind, carrier
from readiness.host.adapters import adapters
from readiness.host.route import local_addresses
from readiness.model import Check, CheckSection, Measured, Outcome, Place, Probe, Request, Rule, fact
from readiness.service import Service
from readiness.words import N_

LOOK_AGAIN_S = 2.0
OTHER = "other"


class Policy(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The connection has no limits of its own yet; its codes may be given other weights."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """The connection that carries the route. `link_kind` is a value of `host.adapter.Kind`, or `other`."""

    has_route: bool | None = fact(N_("There is a way to the meeting"))
    has_link: bool | None = fact(N_("The connection has contact"))
    link_kind: str | None = fact(N_("Kind of connection"))
    via_vpn: bool | None = fact(N_("Through a VPN"))
    link_speed_mbps: float | None = fact(N_("Link speed (Mbit/s)"))
    driver: str | None = fact(N_("Driver"))
    adapter_label: str | None = fact(N_("Network adapter"), private=True)


def describe(found: Sequence[Adapter], addresses: Sequence[str]) -> Measurement:
    """The connection among these adapters when the route begins at one of these addresses."""
    if not addresses:
        physical = [adapter for adapter in found if adapter.kind in PHYSICAL]
        cable_loose = any(adapter.kind is Kind.WIRED for adapter in physical)
        linked = any(adapter.has_link for adapter in physical)
        return Measurement(has_route=False, has_link=False if cable_loose and not linked else None)
    way = carrier(found, addresses)
    if way is None:
        return Measurement(has_route=True, link_kind=OTHER)
    if way.physical is None:
        return Measurement(
            has_route=True,
            has_link=way.routed.has_link,
            link_kind=OTHER,
            via_vpn=way.via_vpn,
            driver=way.routed.driver,
            adapter_label=way.routed.label,
        )
    return Measurement(
        has_route=True,
        has_link=way.physical.has_link,
        link_kind=way.physical.kind.value,
        via_vpn=way.via_vpn,
        link_speed_mbps=way.physical.link_speed_mbps,
        driver=way.physical.driver,
        adapter_label=way.physical.label,
    )


def run(request: Request) -> Iterator[Measured]:
    """Look once; in a live run again every other second, so that a cable plugged in shows by itself."""
    host = request.policy.of(Service).host
    yield Measured(describe(adapters(), local_addresses(host)))
    while request.live:
        time.sleep(LOOK_AGAIN_S)
        yield Measured(describe(adapters(), local_addresses(host)))


def _is(*kinds: Kind) -> frozenset[str]:
    return frozenset(kind.value for kind in kinds)


CABLE_OR_WIFI = N_("Plug in the network cable, or connect to Wi-Fi.")

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
        what="none",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.has_route is False or m.has_link is False,
        headline=N_("The computer has no network."),
        remedy=CABLE_OR_WIFI,
        place=Place.NETWORK,
    ),
    Rule(
        what="mobile",
        outcome=Outcome.WARN,
        when=lambda m, _: m.link_kind in _is(Kind.MOBILE),
        headline=N_("Mobile network. A cable is better."),
        remedy=N_("Plug in a network cable if you can."),
        place=Place.NETWORK,
    ),
    Rule(
        what="tethered",
        outcome=Outcome.WARN,
        when=lambda m, _: m.link_kind in _is(Kind.TETHERED, Kind.BLUETOOTH),
        headline=N_("The network comes from a phone."),
        remedy=N_("Plug in a network cable if you can."),
        place=Place.NETWORK,
    ),
    Rule(
        what="wireless",
        outcome=Outcome.WARN,
        when=lambda m, _: m.link_kind in _is(Kind.WIFI),
        headline=N_("Wireless. A cable is better."),
        remedy=N_("Plug in a network cable if you can."),
        place=Place.NETWORK,
    ),
    Rule(
        what="other",
        outcome=Outcome.WARN,
        when=lambda m, _: m.link_kind == OTHER,
        headline=N_("It cannot be told if you have a cable."),
        remedy=N_("Check that a network cable is plugged in."),
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

PROBE = Probe(name="connection", run=run, yields=(Measurement,), deadline_s=lambda _: 8.0)
