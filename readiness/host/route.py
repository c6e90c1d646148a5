"""From which address of this computer would the traffic to the meeting leave? Only the routing table is asked."""

from __future__ import annotations

import queue
import socket
import threading

_NOWHERE = ("203.0.113.1", "2001:db8::1")
"""Documentation addresses (RFC 5737, RFC 3849): no such computer exists, so the answer is the default route's."""

_HTTPS_PORT = 443
_LOOKUP_TIMEOUT_S = 1.0


def local_addresses(host: str = "") -> tuple[str, ...]:
    """The computer's own addresses on the route to `host`, IPv4 first; empty when there is no route.

    A connected datagram socket sends nothing: the system only chooses route and address. When the name cannot be
    looked up in a second, or no host is given, the route to everywhere answers.
    """
    remote = (_look_up(host) if host else ()) or _NOWHERE
    found = (_local_address(address) for address in remote)
    return tuple(dict.fromkeys(address for address in found if address))


def _look_up(host: str) -> tuple[str, ...]:
    """The addresses of a name. The system's own look-up cannot be interrupted, so it is left behind when it is slow."""
    answers: queue.SimpleQueue[tuple[str, ...]] = queue.SimpleQueue()

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, _HTTPS_PORT, type=socket.SOCK_DGRAM)
        except (OSError, UnicodeError):
            rows = []
        answers.put(tuple(str(row[4][0]) for row in sorted(rows, key=lambda row: row[0] != socket.AF_INET)))

    threading.Thread(target=ask, daemon=True).start()
    try:
        return answers.get(timeout=_LOOKUP_TIMEOUT_S)
    except queue.Empty:
        return ()


def _local_address(remote: str) -> str | None:
    family = socket.AF_INET6 if ":" in remote else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as asked:
            asked.connect((remote, _HTTPS_PORT))
            return str(asked.getsockname()[0]).partition("%")[0]
    except OSError:
        return None
