"""Does the way to the meeting carry sound and picture: name, TCP, TLS, proxy, login page, delay and loss over UDP?

Only hosts that the policy names are asked; when it names none, nothing is sent and the check is left out. A server that
does not answer is never the person's fault. Limits are published ones, see docs/connection.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

from msgspec import Meta

from readiness import model
from readiness.checks.signs_of_life import pause, while_asking
from readiness.host.network import host_port
from readiness.host.network.host_port import Endpoint
from readiness.i18n import N_
from readiness.model import (
    LOWER_IS_STRICTER,
    PRIVATE_LIMIT,
    Alive,
    Check,
    CheckSection,
    Dependency,
    Measured,
    Outcome,
    Place,
    Probe,
    Request,
    Rule,
    fact,
)
from readiness.service import Service

if TYPE_CHECKING:
    from readiness.host.network import stun_probe
    from readiness.host.network.web_probe import Visit

HTTPS_PORT, STUN_PORT = 443, 3478
TIME_LIMIT_S = 3.0
ROUNDING_UP_S = 0.15
"""What an errand may take beyond its own limit: a thread's start, a closing socket."""

MEASURE_AGAIN_S, SAY_AGAIN_S = 30.0, 2.0

HostAndPort = Annotated[str, Meta(pattern=host_port.PATTERN)]


class Policy(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom to ask, and when a delay or a loss is worth a remark."""

    hosts: Annotated[
        tuple[HostAndPort, ...],
        Meta(
            max_length=8,
            description="web servers (host or host:port) that the meeting needs; none: `service.url`'s",
            extra=PRIVATE_LIMIT,
        ),
    ] = ()
    stun: Annotated[
        tuple[HostAndPort, ...],
        Meta(
            max_length=4,
            description="the service's STUN or TURN servers, port 3478 unless given; none: no UDP is sent",
            extra=PRIVATE_LIMIT,
        ),
    ] = ()
    rtt_max_ms: Annotated[
        float,
        Meta(
            gt=0,
            le=10_000,
            description="NHS Attend Anywhere 150; Teams 100; Meet 120; ITU-T G.114 150 one way",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 150
    jitter_max_ms: Annotated[
        float, Meta(gt=0, le=10_000, description="Microsoft Teams, client to edge: below 30", extra=LOWER_IS_STRICTER)
    ] = 30
    packet_loss_max_percent: Annotated[
        float,
        Meta(
            ge=0,
            le=100,
            description="Google Meet: worse above 3; Teams wants 1, but one packet of 50 is 2",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """How far each connection came, the worst of several servers."""

    is_configured: bool | None = fact(N_("Servers to ask are set in the policy"))
    is_reached: bool | None = fact(N_("The service answers"))
    name_lookup_ms: float | None = fact(N_("Name look-up (ms)"))
    tcp_connect_ms: float | None = fact(N_("Connecting (ms)"))
    tls_handshake_ms: float | None = fact(N_("Encryption agreed (ms)"))
    is_ipv6: bool | None = fact(N_("Over IPv6"))
    certificate: str | None = fact(N_("The service's certificate"))
    proxy: str | None = fact(N_("Proxy"))
    has_login_page: bool | None = fact(N_("The network wants a login first"))
    is_refused: bool | None = fact(N_("The network refuses the service"))
    udp: str | None = fact(N_("UDP"))
    rtt_ms: float | None = fact(N_("Round trip (ms)"))
    rtt_p95_ms: float | None = fact(N_("Round trip, 95th percentile (ms)"))
    jitter_ms: float | None = fact(N_("Jitter (ms)"))
    packet_loss_percent: float | None = fact(N_("Packets lost (%)"))


def is_configured(policy: model.Policy) -> bool:
    """Does the policy name anybody to ask?"""
    return bool(web_servers(policy) or stun_servers(policy))


def web_servers(policy: model.Policy) -> tuple[Endpoint, ...]:
    """The web servers to try: those of the check's own table, or the service's."""
    named = tuple(host_port.parse(each, HTTPS_PORT) for each in policy.of(Policy).hosts)
    return named or _service(policy.of(Service).url)


def _service(url: str) -> tuple[Endpoint, ...]:
    parts = urlsplit(url)
    try:
        port = parts.port or HTTPS_PORT
    except ValueError:  # no such port: nobody can be asked
        return ()
    return (Endpoint(parts.hostname, port),) if parts.hostname else ()


def stun_servers(policy: model.Policy) -> tuple[Endpoint, ...]:
    """The STUN servers to ask."""
    return tuple(host_port.parse(each, STUN_PORT) for each in policy.of(Policy).stun)


def measure(policy: model.Policy) -> Measurement:
    """Ask every server at once; what has not been heard after `TIME_LIMIT_S` is not measured."""
    if not is_configured(policy):
        return Measurement(is_configured=False)
    from readiness.host.browser import chrome
    from readiness.host.browser.chrome_proxy import policy_proxy
    from readiness.host.network import stun_probe
    from readiness.host.network.web_probe import Visit, visit
    from readiness.host.system.parallel import at_once

    limit_s = TIME_LIMIT_S - ROUNDING_UP_S
    policies = chrome.policies()
    webs = [partial(visit, server, limit_s, policy_proxy(policies, server.host)) for server in web_servers(policy)]
    asks = [partial(stun_probe.ask, server, limit_s) for server in stun_servers(policy)]
    questions: Sequence[Callable[[], Visit | stun_probe.Path]] = (*webs, *asks)
    heard = at_once(questions, TIME_LIMIT_S)
    visits = [each if isinstance(each, Visit) else Visit() for each in heard[: len(webs)]]
    paths = [
        each if isinstance(each, stun_probe.Path) else stun_probe.Path(udp="unknown") for each in heard[len(webs) :]
    ]
    return combine(visits, paths)


def combine(visits: Sequence[Visit], paths: Sequence[stun_probe.Path]) -> Measurement:
    """The worst of several web servers, the best of several STUN servers: one that answers is enough for a meeting."""
    from readiness.host.network.tls_probe import CERTIFICATES

    reaches = [each.reached for each in visits]
    best = min(paths, key=_cost, default=None)
    certificates = [each.certificate for each in reaches if each.certificate]
    return Measurement(
        is_configured=True,
        is_reached=all(each.certificate is not None for each in reaches) if reaches else None,
        name_lookup_ms=_worst(each.name_lookup_ms for each in reaches),
        tcp_connect_ms=_worst(each.tcp_connect_ms for each in reaches),
        tls_handshake_ms=_worst(each.tls_handshake_ms for each in reaches),
        is_ipv6=next((each.is_ipv6 for each in reaches if each.is_ipv6 is not None), None),
        certificate=max(certificates, key=CERTIFICATES.index, default=None),
        proxy=next((each.proxy.kind for each in visits if each.proxy.kind != "none"), "none") if visits else None,
        has_login_page=max((each.has_login_page for each in visits if each.has_login_page is not None), default=None),
        is_refused=max((each.is_refused for each in visits if each.is_refused is not None), default=None),
        **(asdict(best) if best else {}),
    )


def _cost(path: stun_probe.Path) -> tuple[int, float, float]:
    order = ("open", "blocked", "unknown").index(path.udp)
    return order, path.packet_loss_percent or 0.0, path.rtt_ms or 0.0


def _worst(figures: Iterable[float | None]) -> float | None:
    known = [round(each, 1) for each in figures if each is not None]
    return max(known, default=None)


def run(request: Request) -> Iterator[Measured | Alive]:
    """Measure once; in a live run again every half minute, and say it in between."""
    while True:
        measurement = yield from while_asking(partial(measure, request.policy), TIME_LIMIT_S + 1)
        measured_at = time.monotonic()
        yield Measured(measurement)
        while request.live and time.monotonic() < measured_at + MEASURE_AGAIN_S:
            yield from pause(SAY_AGAIN_S)
            yield Measured(measurement)
        if not request.live:
            return


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
        when=lambda m, _: m.is_reached is False and m.proxy not in ("script", "detect"),
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

CHECK = Check(
    id="path",
    title=N_("The way to the meeting"),
    question=N_("Does the network carry sound and picture to the meeting?"),
    measurement=Measurement,
    policy=Policy,
    rules=RULES,
    guideline=("equipment.connection",),
    depends_on=(
        Dependency(
            check="connection",
            codes=frozenset({"no_link", "cable_without_network", "none"}),
            headline=N_("Waits for the connection."),
            remedy=N_("Connect the computer to the network first."),
        ),
    ),
    applies=is_configured,
)

PROBE = Probe(name="path", run=run, yields=(Measurement,), deadline_s=lambda _: 10.0)
