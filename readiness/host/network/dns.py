"""Which addresses has a name? The system's own look-up cannot be interrupted, so a slow one is left behind."""

from __future__ import annotations

import queue
import socket
import threading


def look_up(host: str, port: int, timeout_s: float) -> tuple[str, ...] | None:
    """Every address in the system's order of preference; none when there is none, None when no answer came in time."""
    answers: queue.SimpleQueue[tuple[str, ...]] = queue.SimpleQueue()

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)
        except (OSError, UnicodeError):
            rows = []
        answers.put(tuple(dict.fromkeys(str(row[4][0]) for row in rows)))

    threading.Thread(target=ask, daemon=True).start()
    try:
        return answers.get(timeout=max(0.0, timeout_s))
    except queue.Empty:
        return None
