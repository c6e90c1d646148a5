"""Measurement and policy of the check `headset`."""

from __future__ import annotations

from typing import Annotated

import msgspec

from readiness.checks import remote_desktop
from readiness.checks.headset.wording import BUSES, CODECS, DEVICE_CLASSES, FORM_FACTORS
from readiness.i18n import N_, LocalizedText
from readiness.model import CheckMeasurement, CheckSection, Visibility, fact

HEADSETS = frozenset({"call_headset", "gaming_headset"})
"""Classes that give a go. A false positive here is the costly mistake."""

ASKED = frozenset({"analog_jack_unknown", "dock_or_monitor", "other", "remote_audio", "unknown"})
"""Classes for which a person's answer or IT's policy decides."""

AUDIO_INTERFACE = "audio interface"
"""Family of studio devices with sockets. What is plugged into one and is no headset is a microphone on a stand."""


class Policy(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `headset` of the policy."""

    accepted: Annotated[
        tuple[Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{4}:[0-9a-f]{4}$")], ...],
        msgspec.Meta(description="USB vendor:product of devices that IT knows to be headsets, when we do not"),
    ] = ()
    trust_answers: Annotated[
        bool,
        msgspec.Meta(description="a person's word counts for a device that cannot be told; false: only IT's word does"),
    ] = True


class Microphone(msgspec.Struct, frozen=True, kw_only=True):
    """One that there is to choose: what opens it, what knows it again, and what the system calls it."""

    id: str
    key: str
    name: str


class Measurement(CheckMeasurement, frozen=True, kw_only=True):
    """The microphone's classification by the system's metadata and the product catalogue.

    Attributes:
        device_class: one of the classes in docs/headset.md, `recording`, or None when there is nothing to judge.
        evidence: what says so; sentences.
        answered: a person said that it is a headset, or that it is none; None when nobody was asked.
        inputs: how many microphones there are.
        system_silent: the system would not say what there is.
        is_remote_session: the screen is on another computer; only asked where there is no microphone.
        wanted_missing: a microphone was asked for by name and is not there.
        is_default: Chrome gets it when nobody chooses; see `host.audio.endpoint.default_of`.
        same_device: the sound comes out of the same thing.
        loud_output: the sound comes out of loudspeakers, so that others may hear it.
        defaults_differ: the system has another microphone for calls.
        never_refused: whatever a person answers, it is only asked about (a hearing aid).
        microphones: each of them.
        key: the device again in another session: a digest, never a name.
        name: what the system calls it; may name a person.
        id: what opens it.
        better_input: what opens a headset that is there and is not the one judged.
        tone_heard: a person heard the test tone on both sides, or did not; None when nobody was asked.
        output_muted: the meeting's output is muted in the system, or its slider is at zero.
        output_level_percent: position of the system's slider for it.
        output_key: the output of the meeting again in another session: a digest, never a name.
        output: what opens the meeting's output.
        own_output: what opens the sound out of the judged headset.
    """

    device_class: str | None = fact(N_("Kind of device"), words=DEVICE_CLASSES, visibility=Visibility.ELSEWHERE)
    family: str | None = fact(N_("Product family"))
    evidence: tuple[LocalizedText, ...] | None = fact(N_("What says so"), visibility=Visibility.ELSEWHERE)
    answered: bool | None = fact(N_("A person says it is a headset"), visibility=Visibility.ELSEWHERE)
    bus: str | None = fact(N_("Connection"), words=BUSES)
    form_factor: str | None = fact(N_("Form, says the system"), words=FORM_FACTORS)
    vid_pid: str | None = fact(N_("USB product number"))
    codec: str | None = fact(N_("Bluetooth codec"), words=CODECS)
    is_default: bool | None = fact(N_("Chosen in the system"))
    defaults_differ: bool | None = fact(N_("Calls get another microphone"))
    same_device: bool | None = fact(N_("Sound comes from the same device"))
    loud_output: bool | None = fact(N_("Sound comes from loudspeakers"))
    tone_heard: bool | None = fact(N_("The tone was heard on both sides"), visibility=Visibility.ELSEWHERE)
    output_muted: bool | None = fact(N_("Sound is turned off in the system"))
    output_level_percent: int | None = fact(N_("Volume in the system (%)"), visibility=Visibility.ELSEWHERE)
    inputs: int | None = fact(N_("Microphones"))
    system_silent: bool | None = fact(N_("The system's sound does not answer"))
    is_remote_session: bool | None = fact(remote_desktop.IS_SHOWN_ELSEWHERE)
    wanted_missing: bool | None = fact(N_("The wanted microphone is missing"), visibility=Visibility.HEADLINE)
    never_refused: bool | None = fact(N_("Only asked about"), private=True, visibility=Visibility.ELSEWHERE)
    microphones: tuple[Microphone, ...] | None = fact(
        N_("Microphones to choose from"), private=True, visibility=Visibility.ELSEWHERE
    )
    key: str | None = fact(N_("Device key"), private=True, visibility=Visibility.MACHINES)
    name: str | None = fact(N_("Microphone"), private=True)
    id: str | None = fact(N_("Address"), private=True, visibility=Visibility.MACHINES)
    better_input: str | None = fact(N_("Another headset"), private=True, visibility=Visibility.MACHINES)
    output_key: str | None = fact(N_("Key of the output"), private=True, visibility=Visibility.MACHINES)
    output: str | None = fact(N_("Address of the output"), private=True, visibility=Visibility.MACHINES)
    own_output: str | None = fact(N_("The headset's own output"), private=True, visibility=Visibility.MACHINES)
