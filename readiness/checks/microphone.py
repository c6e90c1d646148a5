"""Does the microphone carry the voice?

The person reads a sentence; what is heard is measured and judged here. The probe, and recordings, are in `voice`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from readiness.model import HIGHER_IS_STRICTER, LOWER_IS_STRICTER, Check, CheckSection, Outcome, Place, Rule, fact
from readiness.words import N_


class Policy(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits for sound. Where the source is called judgement, no listening test stands behind the number."""

    listen_s: Annotated[
        float,
        Meta(
            ge=1, le=60, description="to notice the sentence and read it; live, the latest so much is judged; judgement"
        ),
    ] = 8
    speech_enough_s: Annotated[
        float,
        Meta(
            ge=0.5,
            le=30,
            description="half of the 6 s of active speech that ITU-T P.56 users take; judgement",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 3
    speech_min_s: Annotated[
        float,
        Meta(
            ge=0.1,
            le=30,
            description="two or three words; below this a knock could be taken for speech",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 0.5
    silent_dbfs: Annotated[
        float,
        Meta(
            ge=-120,
            le=0,
            description="an open microphone in a quiet room gives more; judgement",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = -75
    inaudible_dbfs: Annotated[
        float,
        Meta(
            ge=-120,
            le=0,
            description="20 dB under the nominal speech level, −26 dBov in ITU-T P.56; judgement",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = -46
    quiet_dbfs: Annotated[
        float,
        Meta(
            ge=-120,
            le=0,
            description="10 dB under the nominal speech level, −26 dBov in ITU-T P.56; judgement",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = -36
    loud_dbfs: Annotated[
        float,
        Meta(
            ge=-60,
            le=0,
            description="ITU-T P.56 puts peaks 15.9 dB over the level: no room is left; judgement",
            extra=LOWER_IS_STRICTER,
        ),
    ] = -12
    snr_poor_db: Annotated[
        float, Meta(ge=0, le=60, description="words are lost in the noise; judgement", extra=HIGHER_IS_STRICTER)
    ] = 12
    snr_good_db: Annotated[
        float, Meta(ge=0, le=60, description="below this noise tires the listener; judgement", extra=HIGHER_IS_STRICTER)
    ] = 20
    clipping_per_s: Annotated[
        float,
        Meta(ge=0, le=1000, description="unclipped speech gave none: docs/audio.md, Clipping", extra=LOWER_IS_STRICTER),
    ] = 0.5
    clipping_severe_percent: Annotated[
        float,
        Meta(ge=0, le=100, description="of the samples; the voice sounds torn; judgement", extra=LOWER_IS_STRICTER),
    ] = 1
    dropouts_max: Annotated[
        float,
        Meta(ge=0, le=1000, description="unbroken speech gave none: docs/audio.md, Drop-outs", extra=LOWER_IS_STRICTER),
    ] = 0
    dropouts_severe_percent: Annotated[
        float,
        Meta(
            ge=0,
            le=100,
            description="of the time; speech codecs hide about 5 % loss; judgement",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 5
    hum_dbfs: Annotated[
        float,
        Meta(ge=-120, le=0, description="softer hum is not heard beside speech; judgement", extra=LOWER_IS_STRICTER),
    ] = -60
    bandwidth_min_hz: Annotated[
        float,
        Meta(
            ge=1000,
            le=24000,
            description="telephone band ends at 3.4 kHz, wide band at 7 kHz, ITU-T G.722",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 4500


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What was heard. `finished`: enough was heard to judge, or the listening time is out."""

    name: str | None = fact(N_("Microphone"), private=True)
    fault: str | None = fact(N_("Obstacle"))  # a Fault of host.microphone_stream or host.wav_file
    denied_by: str | None = fact(N_("Who blocks it"))  # a DeniedBy of host.device_access
    used_by: str | None = fact(N_("Used by"))
    in_call: bool | None = fact(N_("Another program is in a call"))
    muted_in_system: bool | None = fact(N_("Muted in the system's settings"))
    finished: bool | None = fact(N_("Listening finished"))
    sample_rate_hz: int | None = fact(N_("Sample rate (Hz)"))
    heard_s: float | None = fact(N_("Sound measured (s)"))
    speech_s: float | None = fact(N_("Speech (s)"))
    level_dbfs: float | None = fact(N_("Sound level (dBFS)"))
    peak_dbfs: float | None = fact(N_("Highest peak (dBFS)"))
    offset_dbfs: float | None = fact(N_("Constant offset (dBFS)"))
    digital_silence: bool | None = fact(N_("Every sample is the same"))
    speech_level_dbfs: float | None = fact(N_("Speech level, ITU-T P.56 (dBFS)"))
    noise_dbfs: float | None = fact(N_("Noise floor (dBFS)"))
    snr_db: float | None = fact(N_("Speech over noise (dB)"))
    clipping_per_s: float | None = fact(N_("Clipped peaks a second"))
    clipping_percent: float | None = fact(N_("Clipped samples (%)"))
    dropouts_count: int | None = fact(N_("Drop-outs"))
    dropouts_percent: float | None = fact(N_("Lost to drop-outs (%)"))
    hum_hz: int | None = fact(N_("Mains hum (Hz)"))
    hum_dbfs: float | None = fact(N_("Mains hum (dBFS)"))
    bandwidth_hz: float | None = fact(N_("Bandwidth (Hz)"))


def _over(value: float | None, limit: float) -> bool:
    return value is not None and value > limit


def _under(value: float | None, limit: float) -> bool:
    return value is not None and value < limit


def _obstacle(what: str, headline: str, remedy: str, place: Place | None = None) -> Rule[Measurement, Policy]:
    """The rule for a fault of the same name: there was no sound to measure."""
    return Rule(
        what=what,
        outcome=Outcome.FAIL,
        when=lambda measured, _: measured.fault == what,
        headline=headline,
        remedy=remedy,
        place=place,
    )


def _hums(measured: Measurement, policy: Policy) -> bool:
    return measured.hum_hz is not None and _over(measured.hum_dbfs, policy.hum_dbfs)


def _without_speech(measured: Measurement, policy: Policy) -> bool:
    return bool(measured.finished) and _under(measured.speech_s, policy.speech_min_s)


def _heard_well(measured: Measurement, _: Policy) -> bool:
    """The positive evidence for `ok`: speech was there, and level, noise and bandwidth could be measured."""
    return bool(measured.finished) and None not in (
        measured.speech_level_dbfs,
        measured.snr_db,
        measured.clipping_per_s,
        measured.dropouts_count,
        measured.bandwidth_hz,
    )


RECORD_ANEW = N_("Make a new recording as a WAV file.")
REPLUG = N_("Unplug the microphone and plug it in again.")

OBSTACLES: tuple[Rule[Measurement, Policy], ...] = (
    _obstacle(
        "no_audio_system", N_("The computer's sound system is missing."), N_("Ask IT support to install PortAudio.")
    ),
    _obstacle("absent", N_("No microphone is connected."), N_("Plug in the headset.")),
    _obstacle("not_found", N_("The chosen microphone is not there."), N_("Plug in the microphone or choose another.")),
    _obstacle(
        "denied",
        N_("The computer blocks the microphone."),
        N_("Allow the microphone in the privacy settings."),
        Place.MICROPHONE_PRIVACY,
    ),
    _obstacle("busy", N_("Another program is using the microphone."), N_("Close other programs that listen to you.")),
    _obstacle("refused", N_("The microphone cannot be opened."), REPLUG, Place.SOUND),
    _obstacle("no_signal", N_("The microphone does not answer."), REPLUG),
    _obstacle("unplugged", N_("The microphone was disconnected."), REPLUG),
    _obstacle("recording_missing", N_("The recording is not there."), N_("Choose another recording.")),
    _obstacle("not_a_recording", N_("The file is no recording we can read."), RECORD_ANEW),
    _obstacle("empty_recording", N_("The recording is empty."), RECORD_ANEW),
)

RULES: tuple[Rule[Measurement, Policy], ...] = (
    Rule(
        what="denied_by_it",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.fault == "denied" and m.denied_by == "it",
        headline=N_("IT has turned off the microphone."),
        remedy=N_("Ask IT support to allow the microphone on this computer."),
    ),
    Rule(
        what="busy",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.fault == "busy" and bool(m.used_by),
        headline=N_("The microphone is used by {used_by}."),
        remedy=N_("End the call in {used_by}, or close it."),
    ),
    *OBSTACLES,
    Rule(
        what="muted",
        outcome=Outcome.FAIL,
        when=lambda m, _: bool(m.finished) and bool(m.digital_silence or m.muted_in_system),
        headline=N_("The microphone is switched off."),
        remedy=N_("Switch on the microphone on the headset."),
        place=Place.SOUND,
    ),
    Rule(
        what="silent",
        outcome=Outcome.FAIL,
        when=lambda m, p: bool(m.finished) and _under(m.level_dbfs, p.silent_dbfs),
        headline=N_("The microphone gives no sound."),
        remedy=N_("Switch on the microphone and raise its volume."),
        place=Place.SOUND,
    ),
    Rule(
        what="no_speech",
        outcome=Outcome.FAIL,
        when=_without_speech,
        headline=N_("We cannot hear you."),
        remedy=N_("Read the sentence aloud into the microphone."),
    ),
    Rule(
        what="clipping",
        outcome=Outcome.FAIL,
        when=lambda m, p: _over(m.clipping_percent, p.clipping_severe_percent),
        headline=N_("Your voice is badly distorted."),
        remedy=N_("Lower the microphone's volume."),
        place=Place.SOUND,
    ),
    Rule(
        what="dropouts",
        outcome=Outcome.FAIL,
        when=lambda m, p: _over(m.dropouts_percent, p.dropouts_severe_percent),
        headline=N_("Your voice keeps breaking up."),
        remedy=N_("Use a headset with a cable."),
    ),
    Rule(
        what="quiet",
        outcome=Outcome.FAIL,
        when=lambda m, p: _under(m.speech_level_dbfs, p.inaudible_dbfs),
        headline=N_("You can hardly be heard."),
        remedy=N_("Move the microphone to the corner of your mouth."),
        place=Place.SOUND,
    ),
    Rule(
        what="noisy",
        outcome=Outcome.FAIL,
        when=lambda m, p: _under(m.snr_db, p.snr_poor_db),
        headline=N_("Noise drowns your voice."),
        remedy=N_("Move to a quieter room."),
    ),
    Rule(
        what="in_call",
        outcome=Outcome.WARN,
        when=lambda m, _: m.in_call is True and bool(m.used_by),
        headline=N_("{used_by} is listening at the same time."),
        remedy=N_("End the call in {used_by} before the meeting."),
    ),
    Rule(
        what="clipping",
        outcome=Outcome.WARN,
        when=lambda m, p: _over(m.clipping_per_s, p.clipping_per_s),
        headline=N_("Your voice is distorted at times."),
        remedy=N_("Lower the microphone's volume a little."),
        place=Place.SOUND,
    ),
    Rule(
        what="dropouts",
        outcome=Outcome.WARN,
        when=lambda m, p: _over(m.dropouts_count, p.dropouts_max),
        headline=N_("There are gaps in the sound."),
        remedy=N_("Move closer to the computer or use a cable."),
    ),
    Rule(
        what="hum",
        outcome=Outcome.WARN,
        when=_hums,
        headline=N_("There is a hum in the sound."),
        remedy=N_("Unplug the charger, or use another headset."),
    ),
    Rule(
        what="noisy",
        outcome=Outcome.WARN,
        when=lambda m, p: _under(m.snr_db, p.snr_good_db),
        headline=N_("There is noise around your voice."),
        remedy=N_("Close doors and windows, and turn off fans."),
    ),
    Rule(
        what="quiet",
        outcome=Outcome.WARN,
        when=lambda m, p: _under(m.speech_level_dbfs, p.quiet_dbfs),
        headline=N_("You sound quiet."),
        remedy=N_("Move the microphone to the corner of your mouth."),
        place=Place.SOUND,
    ),
    Rule(
        what="too_loud",
        outcome=Outcome.WARN,
        when=lambda m, p: _over(m.speech_level_dbfs, p.loud_dbfs),
        headline=N_("You sound very loud."),
        remedy=N_("Lower the microphone's volume a little."),
        place=Place.SOUND,
    ),
    Rule(
        what="narrow_band",
        outcome=Outcome.WARN,
        when=lambda m, p: _under(m.bandwidth_hz, p.bandwidth_min_hz),
        headline=N_("You sound as on an old telephone."),
        remedy=N_("Use a headset with a cable."),
    ),
    Rule(
        what="ok",
        outcome=Outcome.PASS,
        when=_heard_well,
        headline=N_("You sound good."),
    ),
)

CHECK = Check(
    id="microphone",
    title=N_("Microphone"),
    question=N_("Does the microphone carry your voice?"),
    measurement=Measurement,
    policy=Policy,
    rules=RULES,
    guideline=("equipment.headset",),
    subject=lambda measured: measured.name or "",
)
