"""Name resolution with a time limit. The system's resolver cannot be interrupted, so a slow call is abandoned."""

from __future__ import annotations

import socket

from readiness.host.system.parallel import run_concurrently


def look_up(host: str, port: int, timeout_s: float) -> tuple[str, ...] | None:
    """Return all addresses in the system's order of preference; empty if there are none, None on timeout."""

    def resolve() -> tuple[str, ...]:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)
        except (OSError, UnicodeError):
            return ()
        return tuple(dict.fromkeys(str(row[4][0]) for row in rows))

    (addresses,) = run_concurrently([resolve], timeout_s)
    return addresses
