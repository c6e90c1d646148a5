"""The probe of the check `headset`: lists the connected audio devices, repeatedly in a live run."""

from __future__ import annotations

import time
from collections.abc import Iterator

from msgspec.structs import replace

from readiness.checks.headset import CHECK, Measurement, Policy
from readiness.checks.headset.measure import measure
from readiness.checks.keep_alive import pause
from readiness.host.audio.endpoint import AudioEndpoint
from readiness.host.audio.meeting_endpoints import list_meeting_endpoints
from readiness.host.audio.wav_file import is_recording
from readiness.host.system.remote_session import in_remote_session
from readiness.model import Finding, Measured, ProbeMessage, Request

MEASURE_AGAIN_S = 1.0
"""Polling interval in a live run: short enough to feel immediate, and cheap."""

MAX_REMEASURE_INTERVAL_S = 3.0
MAX_SHARE = 0.2
"""Largest share of the time that listing may take: on macOS a program has to be started for it."""


def probe(request: Request) -> Iterator[ProbeMessage]:
    """Measure the microphone that the meeting would use; in a live run, repeatedly.

    Unchanged measurements are sent as well, to show the runner that the system still answers.
    """
    while True:
        began_s = time.monotonic()
        now = _measured(request)
        took_s = time.monotonic() - began_s
        yield Measured(now)
        if not request.live or now.device_class == "recording":
            return
        yield from pause(pause_after_s(took_s))


def pause_after_s(took_s: float) -> float:
    """Return how long to wait before the devices are listed again, when listing them took `took_s`."""
    return min(max(MEASURE_AGAIN_S, took_s * (1 / MAX_SHARE - 1)), MAX_REMEASURE_INTERVAL_S)


def _measured(request: Request) -> Measurement:
    if not request.devices_only and is_recording(request.microphone):
        return Measurement(device_class="recording")
    try:
        endpoints = list_meeting_endpoints()
    except OSError:
        return Measurement(system_silent=True)
    found = measure(endpoints, request.microphone, answers=request.headset_answers, tones=request.tone_answers)
    return found if found.inputs else replace(found, is_remote_session=in_remote_session())


def judge_device(  # noqa: PLR0913  (the columns of a device list, by name only)
    *,
    name: str,
    platform: str = "",  # noqa: ARG001  (a column of the contract; names are read alike whatever system wrote them)
    host_api: str = "",
    bus: str = "",
    form_factor: str = "",
    vid_pid: str = "",
    policy: Policy,
) -> Finding:
    """Judge a device described by any of these columns; unknown ones may be empty."""
    known_bus = bus or ("bluetooth" if host_api.casefold() == "bluez" else "")
    endpoint = AudioEndpoint(
        name=name, id=name, bus=known_bus, form_factor=form_factor, vid_pid=vid_pid, is_default=True
    )
    return CHECK.judge(measure((endpoint,)), policy)
