"""Findings when there was no sound to measure: one rule for each fault of a microphone or a recording."""

from __future__ import annotations

from readiness.checks.microphone.measurement import Measurement, Policy
from readiness.i18n import N_
from readiness.model import Outcome, Place, Rule


def _obstacle(what: str, headline: str, remedy: str, place: Place | None = None) -> Rule[Measurement, Policy]:
    """Return the rule for a fault of the same name, because of which there was no sound to measure."""
    return Rule(
        what=what,
        outcome=Outcome.FAIL,
        when=lambda measured, _: measured.fault == what,
        headline=headline,
        remedy=remedy,
        place=place,
    )


RECORD_ANEW = N_("Make a new recording as a WAV file.")
REPLUG = N_("Unplug the microphone and plug it in again.")

OBSTACLES: tuple[Rule[Measurement, Policy], ...] = (
    _obstacle(
        "no_audio_system",
        N_("The computer's sound system is missing."),
        N_("Ask IT support to set up sound on this computer."),
    ),
    _obstacle("absent", N_("No microphone is connected."), N_("Plug in the headset.")),
    _obstacle("not_found", N_("The chosen microphone is not there."), N_("Plug in the microphone or choose another.")),
    _obstacle(
        "denied",
        N_("The computer blocks the microphone."),
        N_("Allow the microphone in the privacy settings."),
        Place.MICROPHONE_PRIVACY,
    ),
    _obstacle(
        "busy",
        N_("Another program is using the microphone."),
        N_("Close other programs that listen to you."),
        Place.RECORDING_DEVICES,
    ),
    _obstacle("refused", N_("The microphone cannot be opened."), REPLUG, Place.SOUND),
    _obstacle("no_signal", N_("The microphone does not answer."), REPLUG),
    _obstacle("unplugged", N_("The microphone was disconnected."), REPLUG),
    _obstacle("recording_missing", N_("The recording is not there."), N_("Choose another recording.")),
    _obstacle("not_a_recording", N_("The file is no recording we can read."), RECORD_ANEW),
    _obstacle("empty_recording", N_("The recording is empty."), RECORD_ANEW),
)
