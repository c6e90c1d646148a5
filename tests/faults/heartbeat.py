"""Measures how long Qt's event loop is blocked."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from PySide6.QtCore import QTimer

BEAT_MS = 5


class Heartbeat:
    """Measures from `start` to `stop`, in the thread that runs the event loop.

    Time in which the thread waited for a processor does not count, because other programs cause it. Waiting for a
    disk, a lock or another thread of this program counts.
    """

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._waits = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._longest_ms = 0.0

    def start(self) -> None:
        self._last_ms, self._waited_ms = self._now()
        self._timer.start(BEAT_MS)

    def stop(self) -> float:
        """Stop, and return the longest block of the loop in milliseconds."""
        self._timer.stop()
        return self._longest_ms

    def _beat(self) -> None:
        now_ms, waited_ms = self._now()
        blocked_ms = now_ms - self._last_ms - (waited_ms - self._waited_ms) - BEAT_MS
        self._longest_ms = max(self._longest_ms, blocked_ms)
        self._last_ms, self._waited_ms = now_ms, waited_ms

    def _now(self) -> tuple[float, float]:
        """The time, and how long this thread has waited for a processor (Linux: proc(5), schedstat)."""
        waited_ns = int(self._waits.read_text().split()[1]) if self._waits.exists() else 0
        return 1000 * time.monotonic(), waited_ns / 1e6
