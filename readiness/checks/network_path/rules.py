"""Findings of the check `path`, worst first; the first rule that applies is the finding."""

from __future__ import annotations

from readiness.checks.network_path.measurement import Measurement, Policy
from readiness.i18n import N_
from readiness.model import Outcome, Place, Rule

YOU_CAN_TRY = N_("Try to open the meeting anyway. If it does not open, call IT support.")
CABLE_AND_QUIET = N_("Plug in a network cable, and close what else uses the network.")

RULES: tuple[Rule[Measurement, Policy], ...] = (
    Rule(
        what="login_page",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.has_login_page is True and m.certificate in (None, "wrong_host"),
        headline=N_("The network wants you to log in first."),
        remedy=N_("Open Chrome, log in to the network and test again."),
        place=Place.NETWORK,
    ),
    Rule(
        what="refused",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.is_refused is True and m.certificate is None,
        headline=N_("The network refuses the meeting service."),
        remedy=N_("Use your organisation's own network, or call IT support."),
        place=Place.NETWORK,
    ),
    Rule(
        what="certificate_date",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.certificate in ("expired", "not_yet_valid"),
        headline=N_("The service's certificate is not valid today."),
        remedy=N_("Check the computer's date and time. If they are right, call IT support."),
    ),
    Rule(
        what="certificate_wrong_host",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.certificate == "wrong_host",
        headline=N_("Another computer answers instead of the service."),
        remedy=N_("Connect to your own organisation's network, or call IT support."),
        place=Place.NETWORK,
    ),
    Rule(
        what="certificate_unknown",
        outcome=Outcome.WARN,
        when=lambda m, _: m.certificate in ("unknown_issuer", "other"),
        headline=N_("The encrypted connection is opened on the way."),
        remedy=YOU_CAN_TRY,
    ),
    Rule(
        what="unreachable",
        outcome=Outcome.WARN,
        when=lambda m, _: m.is_reached is False and m.proxy not in ("socks", "script", "detect"),
        headline=N_("The meeting service does not answer."),
        remedy=YOU_CAN_TRY,
    ),
    Rule(
        what="udp_blocked",
        outcome=Outcome.WARN,
        when=lambda m, _: m.udp == "blocked",
        headline=N_("The network stops the best way for video."),
        remedy=N_("You can hold the meeting. If it stutters, tell IT support: UDP is blocked."),
    ),
    Rule(
        what="packet_loss",
        outcome=Outcome.WARN,
        when=lambda m, p: m.packet_loss_percent is not None and m.packet_loss_percent > p.packet_loss_max_percent,
        headline=N_("The network loses sound and picture."),
        remedy=CABLE_AND_QUIET,
        place=Place.NETWORK,
    ),
    Rule(
        what="jitter",
        outcome=Outcome.WARN,
        when=lambda m, p: m.jitter_ms is not None and m.jitter_ms > p.jitter_max_ms,
        headline=N_("The network is uneven; sound may stutter."),
        remedy=CABLE_AND_QUIET,
        place=Place.NETWORK,
    ),
    Rule(
        what="delay",
        outcome=Outcome.WARN,
        when=lambda m, p: m.rtt_ms is not None and m.rtt_ms > p.rtt_max_ms,
        headline=N_("The network is slow to answer."),
        remedy=CABLE_AND_QUIET,
        place=Place.NETWORK,
    ),
    Rule(
        what="not_measured",
        outcome=Outcome.WARN,
        when=lambda m, _: m.is_configured is True and (m.is_reached is False or m.udp == "unknown"),
        headline=N_("The network's quality could not be measured."),
        remedy=N_("You can hold the meeting. Tell IT support if it happens again."),
    ),
    Rule(
        what="ok_not_set_up",
        outcome=Outcome.PASS,
        when=lambda m, _: m.is_configured is False,
        headline=N_("No server to test against has been set."),
    ),
    Rule(
        what="ok",
        outcome=Outcome.PASS,
        when=lambda m, _: m.certificate == "ok" or (m.is_reached is None and m.rtt_ms is not None),
        headline=N_("The way to the meeting is good."),
    ),
)
