"""Signal strength as the bars that people know. Pure."""

from __future__ import annotations

import math

MOST_BARS = 5


def bars(signal_dbm: float) -> int:
    """Bars on Windows' scale: -100 dBm is none, -50 dBm is all (wlanapi.h, wlanSignalQuality)."""
    share = min(1.0, max(0.0, (signal_dbm + 100) / 50))
    return math.ceil(share * MOST_BARS)
