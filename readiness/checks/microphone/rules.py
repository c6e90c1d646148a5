"""Rules of the check `microphone`, worst first."""

from __future__ import annotations

from readiness.checks.microphone.measurement import Measurement, Policy
from readiness.checks.microphone.obstacles import OBSTACLES
from readiness.i18n import N_
from readiness.model import Outcome, Place, Rule

MUFFLED_SPARE_DB = 3.0
"""By how much the vowels' treble may exceed its limit when the consonants lack more than that: docs/audio.md."""


def _over(value: float | None, limit: float) -> bool:
    return value is not None and value > limit


def _under(value: float | None, limit: float) -> bool:
    return value is not None and value < limit


def _hums(measured: Measurement, policy: Policy) -> bool:
    audible = measured.hum_audible_db is None or measured.hum_audible_db > policy.hum_audible_db
    return measured.hum_hz is not None and _over(measured.hum_dbfs, policy.hum_dbfs) and audible


def _whines(measured: Measurement, policy: Policy) -> bool:
    return measured.whine_hz is not None and _over(measured.whine_dbfs, policy.whine_dbfs)


def _is_torn(measured: Measurement, policy: Policy) -> bool:
    """Whether sound was lost: repeated packets, abrupt ends, or breaks at a regular rate."""
    sudden = measured.cuts_count is not None and measured.cuts_count > policy.cuts_max
    return sudden or measured.regular_breaks_hz is not None or _over(measured.repeats_per_s, policy.repeats_per_s)


def _is_badly_torn(measured: Measurement, policy: Policy) -> bool:
    return measured.regular_breaks_hz is not None or _over(measured.repeats_per_s, policy.repeats_severe_per_s)


def _is_far(measured: Measurement, policy: Policy) -> bool:
    """Whether the microphone is far from the mouth; much noise would mask the sound's decay."""
    clear = measured.snr_db is not None and measured.snr_db >= policy.snr_poor_db
    return clear and _under(measured.quickest_fall_db, policy.quickest_fall_min_db)


def _is_muffled(measured: Measurement, policy: Policy) -> bool:
    """Whether both vowels and consonants lack treble; without the latter measured, the vowels decide.

    Consonants that lack more than their share make up for vowels that miss their limit by a few decibels.
    """
    lacks_db = policy.treble_min_db - measured.treble_db if measured.treble_db is not None else None
    if measured.sibilance_db is None:
        return _over(lacks_db, 0)
    consonants_lack_db = policy.sibilance_min_db - measured.sibilance_db
    if lacks_db is None or consonants_lack_db <= 0:
        return False
    return lacks_db > 0 or (lacks_db > -MUFFLED_SPARE_DB and lacks_db + consonants_lack_db > 0)


def _sounds_in_the_room(measured: Measurement, policy: Policy) -> bool:
    if measured.speech_level_dbfs is None:
        return False
    return _over(measured.room_sounds_dbfs, measured.speech_level_dbfs - policy.room_sounds_db)


def _without_speech(measured: Measurement, policy: Policy) -> bool:
    return bool(measured.finished) and _under(measured.speech_s, policy.speech_min_s)


def _heard_well(measured: Measurement, _: Policy) -> bool:
    """Whether there is positive evidence for `ok`: speech whose level, noise and bandwidth were measured."""
    return bool(measured.finished) and None not in (
        measured.speech_level_dbfs,
        measured.snr_db,
        measured.clipping_per_s,
        measured.dropouts_count,
        measured.bandwidth_hz,
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
        when=lambda m, _: bool(m.finished and m.muted_in_system),
        headline=N_("The microphone is switched off in the computer."),
        remedy=N_("Switch on the microphone in the sound settings."),
        place=Place.SOUND,
    ),
    Rule(
        what="muted",
        outcome=Outcome.FAIL,
        when=lambda m, _: bool(m.finished and m.digital_silence),
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
        what="dropouts",
        outcome=Outcome.FAIL,
        when=lambda m, p: _over(m.dropouts_percent, p.dropouts_severe_percent),
        headline=N_("Your voice keeps breaking up."),
        remedy=N_("Use a headset with a cable."),
    ),
    Rule(
        what="broken",
        outcome=Outcome.FAIL,
        when=_is_badly_torn,
        headline=N_("You sound like a robot."),
        remedy=N_("Close other programs, or use a headset with a cable."),
    ),
    Rule(
        what="crackle",
        outcome=Outcome.WARN,
        when=lambda m, p: _over(m.clicks_per_s, p.clicks_per_s),
        headline=N_("There is crackling in the sound."),
        remedy=N_("Plug the headset straight into the computer, not a hub."),
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
        what="echo",
        outcome=Outcome.WARN,
        when=lambda m, _: m.echo_under_db is not None,
        headline=N_("Your own voice comes back as an echo."),
        remedy=N_("Turn off the loudspeaker, and that you listen to the microphone."),
        place=Place.SOUND,
    ),
    Rule(
        what="level_jumps",
        outcome=Outcome.WARN,
        when=lambda m, _: m.level_drop_db is not None,
        headline=N_("Your voice suddenly gets much softer."),
        remedy=N_("Close other programs that use the microphone."),
        place=Place.SOUND,
    ),
    Rule(
        what="room_voices",
        outcome=Outcome.WARN,
        when=lambda m, _: m.room_voices_dbfs is not None,
        headline=N_("Another voice is heard in the room."),
        remedy=N_("Sit where nobody else is, and close the door."),
    ),
    Rule(
        what="dropouts",
        outcome=Outcome.WARN,
        when=lambda m, p: _over(m.dropouts_count, p.dropouts_max),
        headline=N_("There are gaps in the sound."),
        remedy=N_("Move closer to the computer or use a cable."),
    ),
    Rule(
        what="broken",
        outcome=Outcome.WARN,
        when=_is_torn,
        headline=N_("Your voice breaks up at times."),
        remedy=N_("Move closer to the computer or use a cable."),
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
        what="far",
        outcome=Outcome.WARN,
        when=_is_far,
        headline=N_("The microphone is far from your mouth."),
        remedy=N_("Move the microphone to the corner of your mouth."),
    ),
    Rule(
        what="hum",
        outcome=Outcome.WARN,
        when=_hums,
        headline=N_("There is a hum in the sound."),
        remedy=N_("Unplug the charger, or use another headset."),
    ),
    Rule(
        what="whine",
        outcome=Outcome.WARN,
        when=_whines,
        headline=N_("There is a whine in the sound."),
        remedy=N_("Use another USB port, or unplug the charger."),
    ),
    Rule(
        what="noisy",
        outcome=Outcome.WARN,
        when=lambda m, _: m.fleeting_tones_db is not None,
        headline=N_("Ringing tones are heard around your voice."),
        remedy=N_("Turn off noise reduction in the headset's own program."),
    ),
    Rule(
        what="noisy",
        outcome=Outcome.WARN,
        when=lambda m, p: _under(m.snr_db, p.snr_good_db),
        headline=N_("There is noise around your voice."),
        remedy=N_("Close doors and windows, and turn off fans."),
    ),
    Rule(
        what="narrow_band",
        outcome=Outcome.WARN,
        when=lambda m, p: _under(m.bandwidth_hz, p.bandwidth_min_hz),
        headline=N_("You sound as on an old telephone."),
        remedy=N_("Use a headset with a cable."),
    ),
    Rule(
        what="muffled",
        outcome=Outcome.WARN,
        when=_is_muffled,
        headline=N_("Your voice sounds muffled."),
        remedy=N_("Uncover the microphone and turn it towards your mouth."),
    ),
    Rule(
        what="room_sounds",
        outcome=Outcome.WARN,
        when=_sounds_in_the_room,
        headline=N_("Other sounds are heard around you."),
        remedy=N_("Turn off what makes a sound and close the door."),
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
        what="offset",
        outcome=Outcome.WARN,
        when=lambda m, p: _over(m.offset_dbfs, p.offset_dbfs),
        headline=N_("The microphone has an electric fault."),
        remedy=N_("Use another headset, and tell IT support."),
    ),
    Rule(
        what="ok",
        outcome=Outcome.PASS,
        when=_heard_well,
        headline=N_("You sound good."),
    ),
)
