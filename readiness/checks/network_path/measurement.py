"""Servers, limits and measurement of the check `path`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from readiness import model, server_address
from readiness.i18n import N_
from readiness.meeting_policy import Service
from readiness.model import LOWER_IS_STRICTER, PRIVATE_LIMIT, CheckMeasurement, CheckSection, fact
from readiness.server_address import ServerAddress

HTTPS_PORT, STUN_PORT = 443, 3478
HostAndPort = Annotated[str, Meta(pattern=server_address.HOST_AND_PORT)]


class Policy(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The servers to contact, and limits for latency and loss."""

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


class Measurement(CheckMeasurement, frozen=True, kw_only=True):
    """How far the connections got; the worst of several servers."""

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
    """Whether the policy names any server."""
    return bool(web_servers(policy) or stun_servers(policy))


def web_servers(policy: model.Policy) -> tuple[ServerAddress, ...]:
    """Return the web servers to try: those in the check's table, or else the service's."""
    named = tuple(server_address.parse(each, HTTPS_PORT) for each in policy.of(Policy).hosts)
    service = server_address.of_url(policy.of(Service).url, HTTPS_PORT)
    return named or ((service,) if service else ())


def stun_servers(policy: model.Policy) -> tuple[ServerAddress, ...]:
    """Return the STUN servers to query."""
    return tuple(server_address.parse(each, STUN_PORT) for each in policy.of(Policy).stun)
