"""The measures of a broken-up voice and of tones, and those few of them that seconds of sound show by themselves.

The measures need numpy, which is imported when the first sound is measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from readiness.checks.microphone.measurement import Measurement, tenths
from readiness.checks.microphone.sound import Sound

if TYPE_CHECKING:
    from readiness.measures.audio.levels import Samples
    from readiness.measures.audio.speech_presence import SpeechFrames

_SAME_RATE_HZ, _SAME_TONE_HZ = 1.5, 3.0
"""How exactly a comb's rate must be that of a hum, and a tone's a multiple of it: half a line of each spectrum."""

_WITHOUT_HUM: dict[str, None] = {"hum_hz": None, "hum_dbfs": None, "hum_audible_db": None}


def measure_breaks_and_whine(samples: Samples, rate_hz: int, level_dbfs: float, breaks_s: float) -> Measurement:
    """Compute only what shows a whine, and a broken-up voice in the last `breaks_s`, at a fifth of the cost.

    Hum is not measured: in a room a few seconds of a steady voice resemble one.

    Args:
        samples: mono sound.
        rate_hz: its sample rate.
        level_dbfs: the known speech level.
        breaks_s: how much of the end is searched for breaks.
    """
    import numpy as np

    sound = Sound.of(samples, rate_hz)
    latest = sound.last(breaks_s)
    measured = Measurement(finished=True, heard_s=samples.size / rate_hz, speech_level_dbfs=level_dbfs)
    measured = _with_steady_tones(measured, sound, np.zeros(0, dtype=bool), level_dbfs)
    if not is_coarse(sound.samples):
        measured = _without_buzz(with_breaks(measured, latest, level_dbfs))
        if not _has_tone(measured):
            measured = replace(measured, repeats_per_s=_repeats_per_s(latest, level_dbfs))
    return replace(_without_own_tones(measured, sound, level_dbfs), **_WITHOUT_HUM)


def with_breaks_and_whine_of(measured: Measurement, latest: Measurement) -> Measurement:
    """Return `measured` with what `measure_breaks_and_whine` found."""
    return replace(
        measured,
        dropouts_count=latest.dropouts_count,
        dropouts_percent=latest.dropouts_percent,
        clicks_per_s=latest.clicks_per_s,
        cuts_count=latest.cuts_count,
        regular_breaks_hz=latest.regular_breaks_hz,
        repeats_per_s=latest.repeats_per_s,
        whine_hz=latest.whine_hz,
        whine_dbfs=latest.whine_dbfs,
    )


def with_breaks(measured: Measurement, sound: Sound, level_dbfs: float | None) -> Measurement:
    """Add drop-outs and discontinuities."""
    from readiness.measures.audio.discontinuities import NONE, discontinuities
    from readiness.measures.audio.dropouts import dropouts

    samples, rate_hz = sound.samples, sound.rate_hz
    gaps = dropouts(samples, rate_hz)
    breaks = NONE if level_dbfs is None else discontinuities(samples, rate_hz, level_dbfs)
    return replace(
        measured,
        dropouts_count=gaps.count,
        dropouts_percent=round(gaps.total_ms * rate_hz / samples.size / 10, 2),
        clicks_per_s=round(breaks.clicks_per_s, 2),
        cuts_count=breaks.cuts_count,
        regular_breaks_hz=tenths(breaks.regular_hz),
    )


def is_coarse(samples: Samples) -> bool:
    """Whether the converter has so few steps that the sound looks constant and broken throughout.

    Its quantization noise, which counts as noise, already covers that.
    """
    from readiness.measures.audio.noise import rounding_power

    return rounding_power(samples) > 0


def with_tones(measured: Measurement, sound: Sound, speaks: SpeechFrames, level_dbfs: float | None) -> Measurement:
    """Add tones and echo, and the repeats and ringing that only a sound without a steady tone shows."""
    from readiness.measures.audio.musical_noise import musical_noise_db
    from readiness.measures.audio.own_echo import own_echo

    measured = _without_buzz(_with_steady_tones(measured, sound, speaks, level_dbfs))
    if level_dbfs is None:
        return measured
    if echo := own_echo(sound.low, sound.low_hz):
        measured = replace(measured, echo_under_db=tenths(echo.under_db), echo_delay_ms=tenths(echo.delay_ms))
    # A steady tone resembles itself after each of its periods.
    if not _has_tone(measured):
        measured = replace(
            measured,
            repeats_per_s=_repeats_per_s(sound, level_dbfs),
            fleeting_tones_db=tenths(musical_noise_db(sound.samples, sound.rate_hz)),
        )
    return _without_own_tones(measured, sound, level_dbfs)


def _with_steady_tones(
    measured: Measurement, sound: Sound, speaks: SpeechFrames, level_dbfs: float | None
) -> Measurement:
    from readiness.measures.audio.hum import hum
    from readiness.measures.audio.speech_presence import FRAME_S
    from readiness.measures.audio.tones import steady_tone

    mains = hum(sound.low, sound.low_hz, speaks, FRAME_S)
    tone = steady_tone(sound.samples, sound.rate_hz)
    if mains.mains_hz is not None:
        audible_db = None if level_dbfs is None else mains.audible_db(level_dbfs)
        measured = replace(
            measured,
            hum_hz=mains.mains_hz,
            hum_dbfs=tenths(mains.level_dbfs),
            hum_audible_db=tenths(audible_db),
        )
    if tone.hz is not None:
        measured = replace(measured, whine_hz=round(tone.hz), whine_dbfs=tenths(tone.level_dbfs))
    return measured


def _has_tone(measured: Measurement) -> bool:
    return measured.hum_hz is not None or measured.whine_hz is not None


def _without_own_tones(measured: Measurement, sound: Sound, level_dbfs: float) -> Measurement:
    """Return it without tones, regular breaks and repeats if they are the voice itself: an artificial larynx's."""
    from readiness.measures.audio.one_pitch import is_of_one_pitch
    from readiness.measures.audio.repeats import is_of_copies

    found = _has_tone(measured) or measured.regular_breaks_hz is not None
    is_one = found and is_of_one_pitch(sound.low, sound.low_hz)
    if not is_one or is_of_copies(sound.low, sound.low_hz, level_dbfs):
        return measured
    return replace(measured, **_WITHOUT_HUM, whine_hz=None, whine_dbfs=None, regular_breaks_hz=None, repeats_per_s=None)


def _without_buzz(measured: Measurement) -> Measurement:
    """Return it without regular breaks if a buzz, whose harmonics sound all the time, makes their comb."""
    breaks_hz, mains_hz, tone_hz = measured.regular_breaks_hz, measured.hum_hz, measured.whine_hz
    if breaks_hz is None:
        return measured
    of_mains = mains_hz is not None and _beside_multiple_hz(breaks_hz, mains_hz) < _SAME_RATE_HZ
    of_tone = tone_hz is not None and _beside_multiple_hz(tone_hz, breaks_hz) < _SAME_TONE_HZ
    return replace(measured, regular_breaks_hz=None) if of_mains or of_tone else measured


def _beside_multiple_hz(frequency_hz: float, of_hz: float) -> float:
    """Return how far a frequency is from the nearest multiple of another."""
    return abs((frequency_hz + of_hz / 2) % of_hz - of_hz / 2)


def _repeats_per_s(sound: Sound, level_dbfs: float) -> float:
    from readiness.measures.audio.repeats import repeats_per_s

    return round(repeats_per_s(sound.low, sound.low_hz, level_dbfs), 2)
