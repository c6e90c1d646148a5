"""Whether this program may use the microphone, and which other program is recording from it."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Mapping

from readiness.host.privacy.authorization_macos import authorization_status, macos_access
from readiness.host.privacy.consent_store_windows import current_access
from readiness.host.privacy.device_access import DeviceAccess, named_user
from readiness.host.system.pulse_server import NoServerError, SoundDevice, connect

ANSWER_S = 1.0
"""Time limit for the sound server; a healthy one answers in milliseconds."""


def microphone_access() -> DeviceAccess:
    """Return the system's access information for microphones; no system distinguishes individual ones."""
    system = platform.system()
    if system == "Windows":
        return current_access("microphone")
    if system == "Darwin":
        return macos_access(authorization_status("audio"))
    return pulse_access(_recording_streams())


def pulse_access(streams: Iterable[Mapping[str, str]] | None) -> DeviceAccess:
    """Derive access from the properties of the sound server's recording streams; None if there is no server.

    A sound server has no privacy switches, so `denied` remains unknown.
    """
    if streams is None:
        return DeviceAccess()
    others = [each for each in streams if each.get("application.process.id") != str(os.getpid())]
    programs = [each.get("application.process.binary") or each.get("application.name", "") for each in others]
    return DeviceAccess(in_use=bool(others), used_by=named_user(programs))


def _recording_streams() -> list[dict[str, str]] | None:
    """Return the properties of streams recording from a microphone, excluding recordings of an output (monitors)."""
    try:
        with connect(answer_s=ANSWER_S) as pulse:
            monitors = {source.index for source in pulse.source_list() if _is_monitor(source)}
            outputs = pulse.source_output_list()
    except (NoServerError, OSError):
        return None
    # A level meter, such as the system's sound settings, records peaks only.
    return [dict(each.proplist) for each in outputs if each.source not in monitors and each.resample_method != "peaks"]


def _is_monitor(source: SoundDevice) -> bool:
    return bool(source.proplist.get("device.class") == "monitor" or source.name.endswith(".monitor"))
