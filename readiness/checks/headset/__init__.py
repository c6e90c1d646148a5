"""Is the microphone a real headset, and not phone earbuds?

"Headset och mikrofon (ej hörlurar till mobiltelefon)", says the guideline. No device is opened: the system is asked
what is plugged in, and `classify` holds that against what is known of products. What cannot be told is asked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated

import msgspec

from readiness.checks.headset.classify import classify
from readiness.checks.headset.products import HEADSETS, Products
from readiness.host.audio_endpoint import AudioEndpoint, choose, default_of
from readiness.host.audio_endpoints import list_endpoints
from readiness.model import Check, CheckSection, Finding, Measured, Outcome, Place, Probe, Request, Rule, Says, fact
from readiness.words import N_

LOOK_AGAIN_S = 1.0
"""How often the list is asked for while a person watches: soon enough to feel at once, cheap enough not to notice."""
ASKED = frozenset({"analog_jack_unknown", "other", "unknown"})
"""Classes where a person's or the IT department's word decides."""


class Policy(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `headset` of the policy."""

    accepted: Annotated[
        tuple[Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{4}:[0-9a-f]{4}$")], ...],
        msgspec.Meta(description="USB vendor:product of devices that IT knows to be headsets, when we do not"),
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What the microphone is, as far as the system and the product knowledge can tell.

    Attributes:
        device_class: one of the classes in docs/headset.md, `recording`, or None when there is nothing to judge.
        evidence: what says so.
        inputs: how many microphones there are.
        system_silent: the system would not say what there is.
        wanted_missing: a microphone was asked for by name and is not there.
        same_device: the sound comes out of the same thing.
        defaults_differ: calls and other programs get different microphones.
        microphones: what the system calls each of them.
        name: what the system calls it; may name a person.
        id: what opens it.
    """

    device_class: str | None = fact(N_("Kind of device"))
    family: str | None = fact(N_("Product family"))
    evidence: tuple[str, ...] | None = fact(N_("What says so"))
    bus: str | None = fact(N_("Connection"))
    form_factor: str | None = fact(N_("Form, says the system"))
    vid_pid: str | None = fact(N_("USB product number"))
    codec: str | None = fact(N_("Bluetooth codec"))
    is_default: bool | None = fact(N_("Chosen in the system"))
    defaults_differ: bool | None = fact(N_("Calls get another microphone"))
    same_device: bool | None = fact(N_("Sound comes from the same device"))
    inputs: int | None = fact(N_("Microphones"))
    system_silent: bool | None = fact(N_("The system's sound does not answer"))
    wanted_missing: bool | None = fact(N_("The wanted microphone is missing"))
    microphones: tuple[str, ...] | None = fact(N_("Microphones to choose from"), private=True)
    name: str | None = fact(N_("Microphone"), private=True)
    id: str | None = fact(N_("Address"), private=True)


def probe(request: Request) -> Iterator[Says]:
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
        endpoints = list_endpoints()
    except OSError:
        return Measurement(system_silent=True)
    return measure(endpoints, request.microphone)


def measure(
    endpoints: tuple[AudioEndpoint, ...], wanted: str | None = None, known: Products | None = None
) -> Measurement:
    """What is known of the microphone that is wanted, or that a call would get."""
    if wanted is not None and wanted.casefold().endswith(".wav"):
        return Measurement(device_class="recording")
    inputs = [each for each in endpoints if each.direction == "input"]
    names = tuple(each.name for each in inputs)
    chosen = choose(endpoints, wanted)
    if chosen is None:
        return Measurement(inputs=len(inputs), microphones=names, wanted_missing=wanted is not None)
    found = classify(chosen, known)
    output = default_of(each for each in endpoints if each.direction == "output")
    return Measurement(
        device_class=found.device_class,
        family=found.family or None,
        evidence=found.evidence,
        bus=chosen.bus or None,
        form_factor=chosen.form_factor or None,
        vid_pid=chosen.vid_pid or None,
        codec=chosen.codec or None,
        is_default=chosen.is_default,
        defaults_differ=_defaults_differ(inputs),
        same_device=_same_device(chosen, output) if output else None,
        inputs=len(inputs),
        microphones=names,
        wanted_missing=False,
        name=chosen.name,
        id=chosen.id,
    )


def _defaults_differ(inputs: list[AudioEndpoint]) -> bool | None:
    calls = [each.id for each in inputs if each.is_default_communications]
    others = [each.id for each in inputs if each.is_default]
    return calls != others if calls and others else None


def _same_device(one: AudioEndpoint, other: AudioEndpoint) -> bool | None:
    """By what identifies the thing itself; None when the system tells neither."""
    if one.device and other.device:
        return one.device == other.device
    return one.vid_pid == other.vid_pid if one.vid_pid and other.vid_pid else None


def _is(*classes: str) -> Callable[[Measurement, Policy], bool]:
    return lambda measurement, _: measurement.device_class in classes


def _accepted(measurement: Measurement, policy: Policy) -> bool:
    return measurement.device_class in ASKED and measurement.vid_pid in policy.accepted


def _instead(what: str, device_class: str, headline: str, outcome: Outcome = Outcome.FAIL) -> Rule[Measurement, Policy]:
    """A device that is known, and is not what the guideline asks for."""
    return Rule(
        what=what,
        outcome=outcome,
        when=_is(device_class),
        headline=headline,
        remedy=N_("Plug in your headset and choose it as microphone."),
        place=Place.SOUND,
    )


RULES: tuple[Rule[Measurement, Policy], ...] = (
    Rule(
        what="recording",
        outcome=Outcome.NOT_ASSESSED,
        when=_is("recording"),
        headline=N_("A recording does not show the headset."),
        remedy=N_("Test with the microphone you use in the meeting."),
    ),
    Rule(
        what="no_answer",
        outcome=Outcome.NOT_ASSESSED,
        when=lambda measurement, _: measurement.system_silent is True,
        headline=N_("The computer's sound does not answer."),
        remedy=N_("Restart the computer and test again."),
    ),
    Rule(
        what="not_found",
        outcome=Outcome.FAIL,
        when=lambda measurement, _: measurement.device_class is None and measurement.wanted_missing is True,
        headline=N_("Your chosen microphone is not connected."),
        remedy=N_("Plug it in, or choose another microphone."),
        place=Place.SOUND,
    ),
    Rule(
        what="absent",
        outcome=Outcome.FAIL,
        when=lambda measurement, _: measurement.inputs == 0,
        headline=N_("There is no microphone."),
        remedy=N_("Plug in your headset."),
        place=Place.SOUND,
    ),
    _instead("phone_earbuds", "phone_earbuds", N_("These are phone earbuds, not a headset.")),
    _instead("headphones", "bt_headphones", N_("These are music headphones, not a headset.")),
    _instead("built_in", "builtin_mic", N_("The computer's own microphone is in use.")),
    _instead("webcam", "webcam_mic", N_("The camera's microphone is in use.")),
    _instead("speakerphone", "speakerphone", N_("A loudspeaker: others can hear the talk.")),
    _instead("phone", "phone_as_mic", N_("A phone is used as microphone.")),
    _instead("line_in", "line_in", N_("The sound comes from a line input.")),
    Rule(
        what="dock_or_monitor",
        outcome=Outcome.NOT_ASSESSED,
        when=_is("dock_or_monitor"),
        headline=N_("The sound goes through the dock or screen."),
        remedy=N_("Choose your headset as microphone, not the dock or screen."),
        place=Place.SOUND,
    ),
    Rule(
        what="virtual",
        outcome=Outcome.NOT_ASSESSED,
        when=_is("virtual"),
        headline=N_("A program stands between you and the microphone."),
        remedy=N_("Choose your headset itself as microphone."),
        place=Place.SOUND,
    ),
    _instead("desk_microphone", "desk_mic", N_("A desk microphone also hears the room."), Outcome.WARN),
    _instead("dictation", "dictation", N_("The dictation microphone is in use."), Outcome.WARN),
    Rule(
        what="ask",
        outcome=Outcome.NOT_ASSESSED,
        when=lambda measurement, policy: measurement.device_class in ASKED and not _accepted(measurement, policy),
        headline=N_("Is this a headset with a microphone arm?"),
        remedy=N_("Plug in your own headset, or ask IT support to approve this one."),
        place=Place.SOUND,
    ),
    Rule(
        what="ok",
        outcome=Outcome.PASS,
        when=lambda measurement, policy: measurement.device_class in HEADSETS or _accepted(measurement, policy),
        headline=N_("You are using a headset."),
    ),
)

CHECK = Check(
    id="headset",
    title=N_("Headset"),
    question=N_("Is the microphone a real headset, and not phone earbuds?"),
    measurement=Measurement,
    policy=Policy,
    rules=RULES,
    guideline=("equipment.headset",),
    subject=lambda measurement: measurement.name or "",
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
