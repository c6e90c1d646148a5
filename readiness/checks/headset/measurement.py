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
"""Family of studio devices with sockets; anything but a headset in one of them is a microphone on a stand."""


class Policy(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `headset` of the policy."""

    accepted: Annotated[
        tuple[Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{4}:[0-9a-f]{4}$")], ...],
        msgspec.Meta(description="USB vendor:product of devices that IT knows to be headsets, when we do not"),
    ] = ()
    trust_answers: Annotated[
        bool,
        msgspec.Meta(description="a person's answer counts for an unrecognised device; false: only IT's does"),
    ] = True


class Microphone(msgspec.Struct, frozen=True, kw_only=True):
    """A microphone to choose: `id` opens it, `key` recognises it in another session, `name` is the system's."""

    id: str
    key: str
    name: str


class Measurement(CheckMeasurement, frozen=True, kw_only=True):
    """The microphone's classification by the system's metadata and the product catalogue.

    Attributes:
        device_class: one of the classes in docs/headset.md, `recording`, or None if there is nothing to judge.
        evidence: the reasons for the class, as sentences.
        answered: whether the person said that it is a headset; None if nobody was asked.
        inputs: number of microphones.
        system_silent: the system did not answer the query.
        is_remote_session: the screen is on another computer; only determined if there is no microphone.
        wanted_missing: the microphone requested by name is not connected.
        is_default: Chrome uses it if nobody chooses; see `host.audio.endpoint.default_of`.
        same_device: the sound is played by the same device.
        loud_output: the sound is played by loudspeakers, so that others may hear it.
        defaults_differ: the system's default for calls is another microphone.
        never_refused: a "no" never makes it a no-go (a hearing aid).
        microphones: all connected ones.
        key: identifies the device in another session: a digest, never a name.
        name: the system's name; may name a person.
        id: opens it.
        better_input: id of a connected headset that is not the one judged.
        tone_heard: whether the person heard the test tone on both sides; None if nobody was asked.
        input_muted: it is muted in the system.
        output_muted: the meeting's output is muted in the system, or its slider is at zero.
        output_level_percent: position of the system's slider for it.
        output_key: as `key`, for the meeting's output.
        output: id of the meeting's output.
        own_output: id of the judged headset's own output.
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
    input_muted: bool | None = fact(N_("Muted in the system's settings"), visibility=Visibility.ELSEWHERE)
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
