"""A clock that goes on while the computer sleeps, so that waking up can be noticed."""

from __future__ import annotations

import sys
import time


def now_s() -> float:
    """Seconds that only go forward, time asleep included; whatever is done to the date."""
    if sys.platform == "win32":
        return time.monotonic()
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)  # time.monotonic stands still there while asleep
    return time.clock_gettime(time.CLOCK_BOOTTIME)
