"""Rules of the check `headset`, worst first."""

from __future__ import annotations

from collections.abc import Callable

from readiness.checks import remote_desktop
from readiness.checks.headset.measurement import ASKED, AUDIO_INTERFACE, HEADSETS, Measurement, Policy
from readiness.i18n import N_
from readiness.model import Outcome, Place, Rule

QUESTION = N_("Is this a headset with a microphone arm?")


def _is(*classes: str) -> Callable[[Measurement, Policy], bool]:
    return lambda measurement, _: measurement.device_class in classes


def _needs_answer(measurement: Measurement) -> bool:
    return measurement.device_class in ASKED


def _refused_by_a_person(measurement: Measurement, policy: Policy) -> bool:
    counts = policy.trust_answers and measurement.answered is False
    return _needs_answer(measurement) and counts and measurement.never_refused is not True


def _vouched_for(measurement: Measurement, policy: Policy) -> bool:
    by_a_person = policy.trust_answers and measurement.answered is True
    return _needs_answer(measurement) and (by_a_person or measurement.vid_pid in policy.accepted)


def _is_headset(measurement: Measurement, policy: Policy) -> bool:
    return measurement.device_class in HEADSETS or _vouched_for(measurement, policy)


def _is_on_a_stand(measurement: Measurement, policy: Policy) -> bool:
    """Whether it is a desk microphone, also one in an audio interface of which a person says that it is no headset."""
    in_interface = measurement.family == AUDIO_INTERFACE and _refused_by_a_person(measurement, policy)
    return measurement.device_class == "desk_mic" or in_interface


def _instead(
    what: str, when: Callable[[Measurement, Policy], bool], headline: str, outcome: Outcome = Outcome.FAIL
) -> Rule[Measurement, Policy]:
    """Return a rule for a known device that is not what the guideline requires."""
    return Rule(
        what=what,
        outcome=outcome,
        when=when,
        headline=headline,
        remedy=N_("Plug in your headset and choose it as microphone."),
        place=Place.SOUND,
    )


def _remark(what: str, when: Callable[[Measurement], bool], headline: str, remedy: str) -> Rule[Measurement, Policy]:
    """Return a rule for a remark about a microphone that is a headset."""
    return Rule(
        what=what,
        outcome=Outcome.WARN,
        when=lambda measurement, policy: _is_headset(measurement, policy) and when(measurement),
        headline=headline,
        remedy=remedy,
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
        what="absent",
        outcome=Outcome.FAIL,
        when=lambda measurement, _: measurement.inputs == 0 and measurement.is_remote_session is True,
        headline=remote_desktop.HEADLINE,
        remedy=remote_desktop.REMEDY,
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
    _instead("phone_earbuds", _is("phone_earbuds"), N_("These are phone earbuds, not a headset.")),
    _instead("headphones", _is("bt_headphones"), N_("These are music headphones, not a headset.")),
    _instead("built_in", _is("builtin_mic"), N_("The computer's own microphone is in use.")),
    _instead("webcam", _is("webcam_mic"), N_("The camera's microphone is in use.")),
    _instead("speakerphone", _is("speakerphone"), N_("A loudspeaker: others can hear the talk.")),
    _instead("phone", _is("phone_as_mic"), N_("A phone is used as microphone.")),
    _instead("line_in", _is("line_in"), N_("The sound comes from a line input.")),
    Rule(
        what="virtual",
        outcome=Outcome.NOT_ASSESSED,
        when=_is("virtual"),
        headline=N_("A program stands between you and the microphone."),
        remedy=N_("Choose your headset itself as microphone."),
        place=Place.SOUND,
    ),
    _instead("desk_microphone", _is_on_a_stand, N_("A desk microphone also hears the room."), Outcome.WARN),
    _instead("dictation", _is("dictation"), N_("The dictation microphone is in use."), Outcome.WARN),
    Rule(
        what="answered_no",
        outcome=Outcome.FAIL,
        when=_refused_by_a_person,
        headline=N_("You answered that this is no headset."),
        remedy=N_("Plug in your headset and choose it as microphone."),
        place=Place.SOUND,
    ),
    Rule(
        what="dock_or_monitor",
        outcome=Outcome.NOT_ASSESSED,
        when=lambda measurement, policy: (
            measurement.device_class == "dock_or_monitor" and not _vouched_for(measurement, policy)
        ),
        headline=N_("Is a headset plugged into the dock or screen?"),
        remedy=N_("Answer below, or plug your headset into the computer itself."),
        place=Place.SOUND,
    ),
    Rule(
        what="ask",
        outcome=Outcome.NOT_ASSESSED,
        when=lambda measurement, policy: (
            measurement.device_class == "remote_audio" and not _vouched_for(measurement, policy)
        ),
        headline=QUESTION,
        remedy=remote_desktop.REMEDY,
        asks=lambda policy: policy.trust_answers,
    ),
    Rule(
        what="ask",
        outcome=Outcome.NOT_ASSESSED,
        when=lambda measurement, policy: _needs_answer(measurement) and not _vouched_for(measurement, policy),
        headline=QUESTION,
        remedy=N_("Plug in your own headset, or ask IT support to approve this one."),
        place=Place.SOUND,
        asks=lambda policy: policy.trust_answers,
    ),
    _remark(
        "loudspeaker",
        lambda measurement: measurement.loud_output is True,
        N_("Others hear the talk: sound comes from loudspeakers."),
        N_("Choose your headset for sound out as well."),
    ),
    _remark(
        "output_muted",
        lambda measurement: measurement.output_muted is True,
        N_("The computer's sound is turned off."),
        N_("Turn on the sound in the computer."),
    ),
    _remark(
        "tone_not_heard",
        lambda measurement: measurement.tone_heard is False,
        N_("The tone was not heard on both sides."),
        N_("Choose the headset for sound, or raise the computer's volume."),
    ),
    _remark(
        "not_chosen",
        lambda measurement: measurement.is_default is False,
        N_("Chrome may take another microphone than this."),
        N_("Choose your headset as the computer's microphone."),
    ),
    _remark(
        "calls_elsewhere",
        lambda measurement: measurement.defaults_differ is True,
        N_("Calls may take another microphone than this."),
        N_("Choose your headset for communication as well."),
    ),
    _remark(
        "sound_elsewhere",
        lambda measurement: measurement.same_device is False,
        N_("The sound comes from something else."),
        N_("Choose your headset for sound out as well."),
    ),
    _remark(
        "narrow_band",
        lambda measurement: measurement.codec == "cvsd",
        N_("Bluetooth makes your voice thin."),
        N_("Connect the headset with its USB adapter or cable."),
    ),
    Rule(
        what="ok",
        outcome=Outcome.PASS,
        when=_is_headset,
        headline=N_("You are using a headset."),
    ),
)
