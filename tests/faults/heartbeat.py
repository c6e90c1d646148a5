"""How long Qt's loop stands still."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from PySide6.QtCore import QTimer

BEAT_MS = 5


class Heartbeat:
    """Measures, from `start` to `stop`, in the thread whose loop is to be measured.

    What the thread waited for a processor is left out: that is the other programs' doing. Waiting for a disk, a lock
    or another thread of this program counts.
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
        """The longest time for which the loop did not come round, in milliseconds."""
        self._timer.stop()
        return self._longest_ms

    def _beat(self) -> None:
        now_ms, waited_ms = self._now()
        stood_still_ms = now_ms - self._last_ms - (waited_ms - self._waited_ms) - BEAT_MS
        self._longest_ms = max(self._longest_ms, stood_still_ms)
        self._last_ms, self._waited_ms = now_ms, waited_ms

    def _now(self) -> tuple[float, float]:
        """The time, and how long this thread has been ready to run and did not (Linux: proc(5), schedstat)."""
        waited_ns = int(self._waits.read_text().split()[1]) if self._waits.exists() else 0
        return 1000 * time.monotonic(), waited_ns / 1e6
