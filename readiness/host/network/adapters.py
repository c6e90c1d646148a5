"""The network adapters of this computer, as its system tells of them."""

from __future__ import annotations

import sys

from readiness.host.network.adapter import Adapter

if sys.platform == "win32":
    from readiness.host.network import adapters_windows as system
elif sys.platform == "darwin":
    from readiness.host.network import adapters_macos as system
else:
    from readiness.host.network import adapters_linux as system


def adapters() -> tuple[Adapter, ...]:
    """Every adapter, also those that are down. Asks the system only; no packet leaves."""
    return system.adapters()
