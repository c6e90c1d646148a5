"""Conditions of the voice, derived from a microphone's measurement: torn, far, muffled and so on."""

from __future__ import annotations

from readiness.checks.microphone.measurement import Measurement, Policy

MUFFLED_SPARE_DB = 3.0
"""By how much the vowels' treble may exceed its limit when the consonants lack more than that: docs/audio-sets.md."""


def is_over(value: float | None, limit: float) -> bool:
    """Whether it was measured and is more than the limit."""
    return value is not None and value > limit


def is_under(value: float | None, limit: float) -> bool:
    """Whether it was measured and is less than the limit."""
    return value is not None and value < limit


def hums(measured: Measurement, policy: Policy) -> bool:
    """Whether a hum is heard beside the voice."""
    audible = measured.hum_audible_db is None or measured.hum_audible_db > policy.hum_audible_db
    return measured.hum_hz is not None and is_over(measured.hum_dbfs, policy.hum_dbfs) and audible


def whines(measured: Measurement, policy: Policy) -> bool:
    """Whether a steady tone is heard beside the voice."""
    return measured.whine_hz is not None and is_over(measured.whine_dbfs, policy.whine_dbfs)


def is_torn(measured: Measurement, policy: Policy) -> bool:
    """Whether sound was lost: repeated packets, abrupt ends, or breaks at a regular rate."""
    sudden = measured.cuts_count is not None and measured.cuts_count > policy.cuts_max
    return sudden or measured.regular_breaks_hz is not None or is_over(measured.repeats_per_s, policy.repeats_per_s)


def is_badly_torn(measured: Measurement, policy: Policy) -> bool:
    """Whether so much is torn that words are lost."""
    return measured.regular_breaks_hz is not None or is_over(measured.repeats_per_s, policy.repeats_severe_per_s)


def is_far(measured: Measurement, policy: Policy) -> bool:
    """Whether the microphone is far from the mouth; much noise would mask the sound's decay."""
    clear = measured.snr_db is not None and measured.snr_db >= policy.snr_poor_db
    return clear and is_under(measured.quickest_fall_db, policy.quickest_fall_min_db)


def is_muffled(measured: Measurement, policy: Policy) -> bool:
    """Whether both vowels and consonants lack treble; without the latter measured, the vowels decide.

    Consonants that lack more than their share make up for vowels that miss their limit by a few decibels.
    """
    lacks_db = policy.treble_min_db - measured.treble_db if measured.treble_db is not None else None
    if measured.sibilance_db is None:
        return is_over(lacks_db, 0)
    consonants_lack_db = policy.sibilance_min_db - measured.sibilance_db
    if lacks_db is None or consonants_lack_db <= 0:
        return False
    return lacks_db > 0 or (lacks_db > -MUFFLED_SPARE_DB and lacks_db + consonants_lack_db > 0)


def has_sounds_in_the_room(measured: Measurement, policy: Policy) -> bool:
    """Whether other sounds in the room come near the voice."""
    if measured.speech_level_dbfs is None:
        return False
    return is_over(measured.room_sounds_dbfs, measured.speech_level_dbfs - policy.room_sounds_db)


def is_without_speech(measured: Measurement, policy: Policy) -> bool:
    """Whether the time is over and nobody has spoken."""
    return bool(measured.finished) and is_under(measured.speech_s, policy.speech_min_s)


def is_heard_well(measured: Measurement, _: Policy) -> bool:
    """Whether there is positive evidence for `ok`: speech whose level, noise and bandwidth were measured."""
    return bool(measured.finished) and None not in (
        measured.speech_level_dbfs,
        measured.snr_db,
        measured.clipping_per_s,
        measured.dropouts_count,
        measured.bandwidth_hz,
    )
