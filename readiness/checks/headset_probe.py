"""The probe behind `headset`: asks the system what is plugged in, again and again while a person watches."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.checks.headset import CHECK, Measurement, Policy
from readiness.checks.headset.measure import measure
from readiness.checks.keep_alive import pause
from readiness.host.audio.endpoint import AudioEndpoint
from readiness.host.audio.meeting_endpoints import list_meeting_endpoints
from readiness.host.audio.wav_file import is_recording
from readiness.model import Finding, Measured, ProbeMessage, Request

LOOK_AGAIN_S = 1.0
"""How often the list is asked for while a person watches: soon enough to feel at once, cheap enough not to notice."""


def probe(request: Request) -> Iterator[ProbeMessage]:
    """Which microphone would the meeting get, and what is it? When live it looks again and again, and always tells.

    A look that finds nothing new is told as well: it shows the runner that the system still answers.
    """
    while True:
        now = _look(request)
        yield Measured(now)
        if not request.live or now.device_class == "recording":
            return
        yield from pause(LOOK_AGAIN_S)


def _look(request: Request) -> Measurement:
    if not request.devices_only and is_recording(request.microphone):
        return Measurement(device_class="recording")
    try:
        endpoints = list_meeting_endpoints()
    except OSError:
        return Measurement(system_silent=True)
    return measure(endpoints, request.microphone, answers=request.headset_answers, tones=request.tone_answers)


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
    """What would be said of a device that somebody describes, with as little or as much as they know of it."""
    told = bus or ("bluetooth" if host_api.casefold() == "bluez" else "")
    endpoint = AudioEndpoint(name=name, id=name, bus=told, form_factor=form_factor, vid_pid=vid_pid, is_default=True)
    return CHECK.judge(measure((endpoint,)), policy)
