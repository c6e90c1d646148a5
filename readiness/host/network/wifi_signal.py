"""How strong is the Wi-Fi that carries the meeting? Only where no location consent is needed to know."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    from readiness.host.network import wifi_signal_windows as system
elif sys.platform == "darwin":
    from readiness.host.network import wifi_signal_macos as system
else:
    from readiness.host.network import wifi_signal_linux as system

MOST_BARS = 5


def wifi_bars(adapter_name: str) -> int | None:
    """Bars from 0 to `MOST_BARS` of the adapter with this name; None where the system does not say."""
    return system.wifi_bars(adapter_name)
