"""Converting signal strength to bars."""

from __future__ import annotations

import math

MAX_BARS = 5


def bars(signal_dbm: float) -> int:
    """Return bars, 0 to `MAX_BARS`, on Windows' scale from -100 to -50 dBm (wlanapi.h, wlanSignalQuality)."""
    share = min(1.0, max(0.0, (signal_dbm + 100) / 50))
    return math.ceil(share * MAX_BARS)
