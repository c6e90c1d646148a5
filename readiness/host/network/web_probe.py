"""What is met on the way to one web server: proxy, connection, certificate, and perhaps a login page before it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from readiness.host.network.captive_portal import Answerer, who_answers
from readiness.host.network.host_port import Endpoint
from readiness.host.network.proxy import Proxy, system_proxy
from readiness.host.network.tls_probe import Reach, reach
from readiness.host.system.parallel import at_once

_SHARE = 0.85
"""Of the time: the rest is for threads to start and sockets to close."""


_HEAD_START_S = 0.8
"""Most handshakes are done by then, and nothing unencrypted is sent at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What was met.

    Attributes:
        proxy: what the browser goes through.
        reached: how far TLS came.
        has_login_page: a network's login page answers instead; None when it was not looked for or cannot be told.
        is_refused: something on the way refuses the service.
    """

    proxy: Proxy = field(default_factory=lambda: Proxy("none"))
    reached: Reach = field(default_factory=Reach)
    has_login_page: bool | None = None
    is_refused: bool | None = None


def visit(server: Endpoint, timeout_s: float, proxy: Proxy | None = None) -> Visit:
    """Connect to a web server over TLS; where that does not succeed in a while, http tells of a login page.

    Args:
        server: whom to visit.
        timeout_s: how long it may take.
        proxy: what the browser goes through; None for what the system is set to.
    """
    proxy = proxy or system_proxy(server.host)
    if proxy.kind not in ("none", "detect"):
        return Visit(proxy=proxy, reached=reach(server, timeout_s, proxy.where))
    each_s, tried = timeout_s * _SHARE, threading.Event()
    secure: list[bool] = []

    def over_tls() -> Reach:
        reached = reach(server, each_s)
        secure.append(reached.certificate == "ok")
        tried.set()
        return reached

    def over_http() -> Answerer | None:
        tried.wait(_HEAD_START_S)
        return "service" if secure == [True] else who_answers(server.host, each_s - _HEAD_START_S)

    reached, answerer = at_once((over_tls, over_http), timeout_s)
    known = isinstance(answerer, str)
    return Visit(
        proxy=proxy,
        reached=reached if isinstance(reached, Reach) else Reach(),
        has_login_page=answerer == "login_page" if known else None,
        is_refused=answerer == "filter" if known else None,
    )
