"""Name resolution with a time limit. The system's resolver cannot be interrupted, so a slow call is abandoned."""

from __future__ import annotations

import queue
import socket
import threading


def look_up(host: str, port: int, timeout_s: float) -> tuple[str, ...] | None:
    """Return all addresses in the system's order of preference; empty if there are none, None on timeout."""
    answers: queue.SimpleQueue[tuple[str, ...]] = queue.SimpleQueue()

    def resolve() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)
        except (OSError, UnicodeError):
            rows = []
        answers.put(tuple(dict.fromkeys(str(row[4][0]) for row in rows)))

    threading.Thread(target=resolve, daemon=True).start()
    try:
        return answers.get(timeout=max(0.0, timeout_s))
    except queue.Empty:
        return None
