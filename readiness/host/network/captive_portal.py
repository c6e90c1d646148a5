"""Detecting a captive portal: a network that answers in the service's place to make the person log in (RFC 8952)."""

from __future__ import annotations

import re
import time
from typing import Literal
from urllib.parse import urlsplit

from readiness.host.network.dns import look_up
from readiness.host.network.tls_probe import connect, exchange
from readiness.server_address import ServerAddress

_HTTP_PORT = 80

Answerer = Literal["service", "login_page", "filter"]
"""Who answers unencrypted http: the service itself, a network's login page, or a filter that refuses the service."""

_LOGIN_STATUS = frozenset({401, 407, 511})
"""511 is RFC 6585's network authentication required."""

_REFUSED_STATUS = frozenset({403, 451})


def who_answers(host: str, timeout_s: float, port: int = _HTTP_PORT) -> Answerer | None:
    """Return who answers unencrypted http to `host`; None if nobody does.

    The service may answer as well, so the result is meaningful only if TLS to the same host fails.
    """
    deadline = time.monotonic() + timeout_s
    addresses = look_up(host, port, timeout_s)
    connected = connect(addresses, port, deadline) if addresses else None
    if connected is None:
        return None
    with connected:
        request = f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        return parse_answer(exchange(connected, request, deadline), ServerAddress(host, port))


def parse_answer(head: str, requested: ServerAddress) -> Answerer | None:
    """Return who sent a response with these headers; None if it is not HTTP.

    A care service that answers http at all redirects to https on its own domain. A page, or any other redirect, is a
    network's.
    """
    found = re.match(r"HTTP/\d(?:\.\d)? (\d{3})", head)
    if found is None:
        return None
    status = int(found[1])
    if status in _REFUSED_STATUS:
        return "filter"
    if status in _LOGIN_STATUS or 200 <= status < 300:
        return "login_page"
    location = re.search(r"^location:[ \t]*(\S+)", head, re.IGNORECASE | re.MULTILINE)
    if location and 300 <= status < 400:
        return "service" if _is_own(location[1], requested) else "login_page"
    return "service"


def _is_own(address: str, requested: ServerAddress) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" and _owner(parts.hostname or "") == _owner(requested.host)
    except ValueError:  # `http://[portal]/`
        return False


def _owner(host: str) -> str:
    """Return a name's last two labels (services redirect within their own domain), or an IP address unchanged."""
    name = host.casefold()
    return name if re.fullmatch(r"[\d.]+|.*:.*", name) else ".".join(name.split(".")[-2:])
