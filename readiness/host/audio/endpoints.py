"""Which microphones and outputs does the operating system know of, and what does it say of each? Nothing is opened."""

from __future__ import annotations

import sys

from readiness.host.audio.endpoint import AudioEndpoint


def list_endpoints() -> tuple[AudioEndpoint, ...]:
    """Every input and output that is there now, without opening any.

    Raises:
        OSError: the system would not say.
    """
    if sys.platform == "win32":
        from readiness.host.audio import endpoints_windows as system
    elif sys.platform == "darwin":
        from readiness.host.audio import endpoints_macos as system
    else:
        from readiness.host.audio import endpoints_linux as system
    return system.parse(system.fetch())
