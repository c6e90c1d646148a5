"""The probe of the check `path`: contacts all servers of the policy concurrently, STUN servers for delay and loss."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import partial

from readiness import model
from readiness.checks.keep_alive import alive_while, pause
from readiness.checks.network_path.measurement import Measurement, is_configured, stun_servers, web_servers
from readiness.host.browser import chrome
from readiness.host.browser.chrome_proxy import policy_proxy
from readiness.host.network import stun_probe
from readiness.host.network.tls_probe import CERTIFICATES
from readiness.host.network.web_probe import Visit, visit
from readiness.host.system.parallel import run_concurrently
from readiness.model import Alive, Measured, Request

TIME_LIMIT_S = 3.0
ROUNDING_UP_S = 0.15
"""Overhead of a probe beyond its own time limit: starting a thread, closing a socket."""

OVERDUE_S = 0.5
"""A busy computer may return a probe's partial result that much late; it is not thrown away for that."""

MEASURE_AGAIN_S, SAY_AGAIN_S = 30.0, 2.0


def measure(policy: model.Policy) -> Measurement:
    """Probe all servers concurrently; whatever does not answer within `TIME_LIMIT_S` is not measured."""
    if not is_configured(policy):
        return Measurement(is_configured=False)
    limit_s = TIME_LIMIT_S - ROUNDING_UP_S
    policies = chrome.policies()
    webs = [partial(visit, server, limit_s, policy_proxy(policies, server.host)) for server in web_servers(policy)]
    stuns = [partial(stun_probe.measure_path, server, limit_s) for server in stun_servers(policy)]
    probes: Sequence[Callable[[], Visit | stun_probe.Path]] = (*webs, *stuns)
    results = run_concurrently(probes, TIME_LIMIT_S + OVERDUE_S)
    visits = [each if isinstance(each, Visit) else Visit() for each in results[: len(webs)]]
    paths = [
        each if isinstance(each, stun_probe.Path) else stun_probe.Path(udp="unknown") for each in results[len(webs) :]
    ]
    return measurement_of(visits, paths)


def measurement_of(visits: Sequence[Visit], paths: Sequence[stun_probe.Path]) -> Measurement:
    """Combine results: the worst web server, but the best STUN server, since one is enough for a meeting."""
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
    """Measure once; in a live run every `MEASURE_AGAIN_S`, repeating the last measurement in between."""
    while True:
        measurement = yield from alive_while(partial(measure, request.policy), TIME_LIMIT_S + 1)
        measured_at = time.monotonic()
        yield Measured(measurement)
        while request.live and time.monotonic() < measured_at + MEASURE_AGAIN_S:
            yield from pause(SAY_AGAIN_S)
            yield Measured(measurement)
        if not request.live:
            return
