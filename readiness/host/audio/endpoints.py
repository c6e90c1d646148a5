"""Listing the operating system's microphones and outputs without opening them."""

from __future__ import annotations

import sys

from readiness.host.audio.endpoint import AudioEndpoint


def list_endpoints() -> tuple[AudioEndpoint, ...]:
    """Return all connected inputs and outputs.

    Raises:
        OSError: the system's query failed or timed out.
    """
    if sys.platform == "win32":
        from readiness.host.audio import endpoints_windows as system
    elif sys.platform == "darwin":
        from readiness.host.audio import endpoints_macos as system
    else:
        from readiness.host.audio import endpoints_linux as system
    return system.parse(system.fetch())
