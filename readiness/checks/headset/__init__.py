"""Is the microphone a real headset, and not phone earbuds?

"Headset och mikrofon (ej hörlurar till mobiltelefon)", says the guideline. No device is opened: the system is asked
what is plugged in, and `classify` holds that against what is known of products. What cannot be told is asked.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from readiness.checks.headset.measure import measure
from readiness.checks.headset.measurement import ASKED, Measurement, Microphone, Policy
from readiness.checks.headset.rules import RULES
from readiness.host.audio.endpoint import AudioEndpoint
from readiness.host.audio.meeting_endpoints import list_meeting_endpoints
from readiness.i18n import N_, LocalizedText
from readiness.model import Check, Device, Finding, Measured, Probe, ProbeMessage, Request

__all__ = ["ASKED", "CHECK", "PROBE", "Measurement", "Microphone", "Policy", "judge_device", "measure", "probe"]

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
        time.sleep(LOOK_AGAIN_S)


def _look(request: Request) -> Measurement:
    try:
        endpoints = list_meeting_endpoints()
    except OSError:
        return Measurement(system_silent=True)
    return measure(endpoints, request.microphone, answers=request.headset_answers)


def _subject(measurement: Measurement) -> str:
    name = measurement.name or ""
    return LocalizedText(N_("{name}, as you have answered"), name=name) if measurement.answered else name


CHECK = Check(
    id="headset",
    title=N_("Headset"),
    question=N_("Is the microphone a real headset, and not phone earbuds?"),
    measurement=Measurement,
    policy=Policy,
    rules=RULES,
    guideline=("equipment.headset",),
    subject=_subject,
    device=Device.MICROPHONE,
)

PROBE = Probe(name="headset", run=probe, yields=(Measurement,), deadline_s=lambda _: 15.0)


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
