"""Listing this computer's network adapters."""

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
    """Return all adapters, including those that are down, without sending any packets."""
    return system.adapters()
