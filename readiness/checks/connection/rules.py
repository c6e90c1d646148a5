"""Findings of the check `connection`, worst first; the first rule that applies is the finding."""

from __future__ import annotations

from readiness.checks import remote_desktop
from readiness.checks.connection.measurement import OTHER, Measurement, Policy
from readiness.host.network.adapter import Kind
from readiness.i18n import N_
from readiness.model import Outcome, Place, Rule


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
