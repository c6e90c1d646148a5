"""Probing the path to one web server: proxy, connection, certificate, and a possible login page in between."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from readiness.host.network.captive_portal import Answerer, who_answers
from readiness.host.network.proxy import Proxy, system_proxy
from readiness.host.network.tls_probe import Reach, reach
from readiness.host.system.parallel import run_concurrently
from readiness.server_address import ServerAddress

_SHARE = 0.85
"""Share of the time limit for each probe; the rest is for starting threads and closing sockets."""

_HEAD_START_S = 0.8
"""Delay before http is tried. Most handshakes have succeeded by then, so that nothing is sent unencrypted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The result.

    Attributes:
        proxy: the browser's proxy.
        reached: how far the TLS connection got.
        has_login_page: whether a network's login page answers instead; None if unknown.
        is_refused: whether a filter refuses the service; None if unknown.
    """

    proxy: Proxy = field(default_factory=lambda: Proxy("none"))
    reached: Reach = field(default_factory=Reach)
    has_login_page: bool | None = None
    is_refused: bool | None = None


def visit(server: ServerAddress, timeout_s: float, proxy: Proxy | None = None) -> Visit:
    """Connect to a web server over TLS; unless that succeeds soon, look for a login page over http.

    Args:
        server: the server.
        timeout_s: time limit.
        proxy: the browser's proxy; None for the system's setting.
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

    reached, answerer = run_concurrently((over_tls, over_http), timeout_s)
    known = isinstance(answerer, str)
    return Visit(
        proxy=proxy,
        reached=reached if isinstance(reached, Reach) else Reach(),
        has_login_page=answerer == "login_page" if known else None,
        is_refused=answerer == "filter" if known else None,
    )
