"""Does the network answer in the meeting's place, to make the person log in first (RFC 8952)?"""

from __future__ import annotations

import re
import time
from urllib.parse import urlsplit

from readiness.host.network.dns import look_up
from readiness.host.network.host_port import Endpoint
from readiness.host.network.tls_probe import connect, exchange

_HTTP_PORT = 80
_LOGIN_FIRST = 511
"""RFC 6585: network authentication required."""


def sends_elsewhere(host: str, timeout_s: float, port: int = _HTTP_PORT) -> bool | None:
    """Is unencrypted http to `host` sent to some other host? None when nobody answers.

    Many services send their visitors on as well, so this is a sign of a login page only where TLS does not succeed.
    """
    deadline = time.monotonic() + timeout_s
    addresses = look_up(host, port, timeout_s)
    connected = connect(addresses, port, deadline) if addresses else None
    if connected is None:
        return None
    with connected:
        request = f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        return parse_answer(exchange(connected, request, deadline), Endpoint(host, port))


def parse_answer(head: str, asked: Endpoint) -> bool | None:
    """Does the head of an answer send to somebody else's host? None when it is no answer."""
    status = re.match(r"HTTP/\d(?:\.\d)? (\d{3})", head)
    if status is None:
        return None
    if int(status[1]) == _LOGIN_FIRST:
        return True
    location = re.search(r"^location:\s*(\S+)", head, re.IGNORECASE | re.MULTILINE)
    sent_to = urlsplit(location[1]).hostname if location and 300 <= int(status[1]) < 400 else None
    return sent_to is not None and _owner(sent_to) != _owner(asked.host)


def _owner(host: str) -> str:
    """The last two labels of a name: services send their visitors on within their own domain. An address is itself."""
    name = host.casefold()
    return name if re.fullmatch(r"[\d.]+|.*:.*", name) else ".".join(name.split(".")[-2:])
