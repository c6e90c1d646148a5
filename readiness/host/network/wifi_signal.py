"""Wi-Fi signal strength, from sources that need no location permission."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    from readiness.host.network import wifi_signal_windows as system
elif sys.platform == "darwin":
    from readiness.host.network import wifi_signal_macos as system
else:
    from readiness.host.network import wifi_signal_linux as system


def wifi_bars(adapter_name: str) -> int | None:
    """Return an adapter's signal in bars, 0 to 5 (`MAX_BARS` of wifi_bars.py); None if unknown."""
    return system.wifi_bars(adapter_name)
