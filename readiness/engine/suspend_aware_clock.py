"""A monotonic clock that includes time asleep, so that a suspend can be noticed."""

from __future__ import annotations

import sys
import time


def now_s() -> float:
    """Return monotonic time, seconds, including time asleep and independent of the system's date."""
    if sys.platform == "win32":
        return time.monotonic()
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)  # time.monotonic stops there while asleep
    return time.clock_gettime(time.CLOCK_BOOTTIME)
