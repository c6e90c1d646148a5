"""Listing the operating system's microphones and outputs without opening them."""

from __future__ import annotations

import sys
from types import ModuleType

from readiness.host.audio.endpoint import AudioEndpoint, as_lent
from readiness.host.system.remote_session import in_remote_session


def list_endpoints() -> tuple[AudioEndpoint, ...]:
    """Return all connected inputs and outputs; in a remote session, with those that it lends `as_lent`.

    Raises:
        OSError: the system's query failed or timed out.
    """
    system = _system()
    endpoints: tuple[AudioEndpoint, ...] = system.parse(system.fetch())
    lends = any(each.bus == "virtual" for each in endpoints) and in_remote_session()
    return as_lent(endpoints) if lends else endpoints


def is_input_muted(endpoint_id: str) -> bool | None:
    """Return whether the system has muted an input; None if unknown. Quick enough to be asked twice a second.

    On macOS it is unknown: `system_profiler` does not say it, and takes a second for its answer.

    Raises:
        LookupError: there is no such input any more.
        OSError: the system's query failed or timed out.
    """
    if sys.platform == "linux":
        from readiness.host.audio.endpoints_linux import is_source_muted

        return is_source_muted(endpoint_id)
    elif sys.platform == "win32":  # noqa: RET505  (mypy reads these lines: only one branch is reached on a system)
        from readiness.host.audio.endpoints_windows import is_capture_muted

        return is_capture_muted(endpoint_id)
    else:
        return None


def _system() -> ModuleType:
    if sys.platform == "win32":
        from readiness.host.audio import endpoints_windows as system
    elif sys.platform == "darwin":
        from readiness.host.audio import endpoints_macos as system
    else:
        from readiness.host.audio import endpoints_linux as system
    return system
