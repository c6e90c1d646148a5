"""All measures of a piece of sound, and those few that seconds of it show by themselves: breaks and whine.

The measures need numpy, which is imported when the first sound is measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from readiness.checks.microphone.measurement import Measurement

if TYPE_CHECKING:
    from readiness.measures.audio.levels import Samples
    from readiness.measures.audio.speech_presence import SpeechFrames

_SAME_RATE_HZ, _SAME_TONE_HZ = 1.5, 3.0
"""How exactly a comb's rate must be that of a hum, and a tone's a multiple of it: half a line of each spectrum."""

_LOW_BAND_HZ = 8000.0
"""Upper limit of what most measures look at. They share the low band, which is quicker to transform than the sound."""

_UNBROKEN: dict[str, float] = {
    "clipping_per_s": 0.0,
    "clipping_percent": 0.0,
    "dropouts_count": 0,
    "dropouts_percent": 0.0,
    "clicks_per_s": 0.0,
    "cuts_count": 0,
}

_WITHOUT_HUM: dict[str, None] = {"hum_hz": None, "hum_dbfs": None, "hum_audible_db": None}


class _Sound(NamedTuple):
    """A sound without its DC offset, and its low band, which has a rate of its own."""

    samples: Samples
    rate_hz: int
    low: Samples
    low_hz: float

    @classmethod
    def of(cls, samples: Samples, rate_hz: int) -> _Sound:
        """Take away the offset and split off the low band."""
        from readiness.measures.audio.bands import low_band

        samples = samples - samples.mean(dtype="float64").astype(samples.dtype)
        return cls(samples, rate_hz, *low_band(samples, rate_hz, _LOW_BAND_HZ))

    def last(self, length_s: float) -> _Sound:
        """Return the end of the sound."""
        samples, low = self.samples[-round(length_s * self.rate_hz) :], self.low[-round(length_s * self.low_hz) :]
        return self._replace(samples=samples, low=low)


def measure(samples: Samples, rate_hz: int, is_speech: SpeechFrames | None = None) -> Measurement:
    """Compute all measures of a piece of sound.

    Args:
        samples: mono sound.
        rate_hz: its sample rate.
        is_speech: for each frame of `speech_presence.FRAME_S`, whether it is speech; None to detect it.
    """
    from readiness.measures.audio import levels
    from readiness.measures.audio.covered_speech import MIN_SPEECH_S, covered_speech_frames
    from readiness.measures.audio.speech_level import active_level_dbfs
    from readiness.measures.audio.speech_presence import FRAME_S, speech_frames

    offset_dbfs = levels.offset_dbfs(samples)
    sound = _Sound.of(samples, rate_hz)
    samples = sound.samples
    speaks = speech_frames(samples, rate_hz) if is_speech is None else is_speech
    if speaks.sum() * FRAME_S < MIN_SPEECH_S and (covered := covered_speech_frames(samples, rate_hz)) is not None:
        speaks = covered
    level_dbfs = active_level_dbfs(samples, rate_hz) if speaks.any() else None
    measured = Measurement(
        finished=True,
        sample_rate_hz=rate_hz,
        heard_s=round(samples.size / rate_hz, 2),
        speech_s=round(float(speaks.sum()) * FRAME_S, 2),
        level_dbfs=_tenths(levels.rms_dbfs(samples)),
        peak_dbfs=_tenths(levels.peak_dbfs(samples)),
        offset_dbfs=_tenths(offset_dbfs),
        digital_silence=levels.is_digital_silence(samples),
        speech_level_dbfs=_tenths(level_dbfs),
    )
    measured = _with_background(measured, sound, speaks, level_dbfs)
    if _is_coarse(samples):
        measured = replace(measured, **_UNBROKEN)
    else:
        measured = _with_clipping(_with_breaks(measured, sound, level_dbfs), samples, rate_hz)
    measured = _with_tones(measured, sound, speaks, level_dbfs)
    return _with_colour(measured, sound, speaks, level_dbfs)


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

    sound = _Sound.of(samples, rate_hz)
    latest = sound.last(breaks_s)
    measured = Measurement(finished=True, heard_s=samples.size / rate_hz, speech_level_dbfs=level_dbfs)
    measured = _with_steady_tones(measured, sound, np.zeros(0, dtype=bool), level_dbfs)
    if not _is_coarse(sound.samples):
        measured = _without_buzz(_with_breaks(measured, latest, level_dbfs))
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


def _with_background(
    measured: Measurement, sound: _Sound, speaks: SpeechFrames, level_dbfs: float | None
) -> Measurement:
    from readiness.measures.audio.background_sound import background_sound
    from readiness.measures.audio.level_drop import level_drop_db
    from readiness.measures.audio.noise import noise
    from readiness.measures.audio.speech_presence import FRAME_S
    from readiness.measures.audio.voice_in_pauses import voice_in_pauses_dbfs
    from readiness.measures.audio.voice_under_speech import voice_under_speech_dbfs

    samples, rate_hz, low, low_hz = sound
    around = noise(samples, rate_hz, speaks, FRAME_S)
    beside = background_sound(low, low_hz, speaks, FRAME_S, around.noise_dbfs) if around else None
    voices_dbfs = beside.voices_dbfs if beside else None
    if voices_dbfs is None and level_dbfs is not None:
        voices_dbfs = voice_in_pauses_dbfs(samples, rate_hz, level_dbfs)
        if voices_dbfs is None:
            voices_dbfs = voice_under_speech_dbfs(low, low_hz)
    return replace(
        measured,
        level_drop_db=_tenths(level_drop_db(samples, rate_hz, speaks, FRAME_S)),
        noise_dbfs=_tenths(around.noise_dbfs) if around else None,
        snr_db=_tenths(around.snr_db) if around else None,
        room_voices_dbfs=_tenths(voices_dbfs),
        room_sounds_dbfs=_tenths(beside.sounds_dbfs) if beside else None,
    )


def _with_clipping(measured: Measurement, samples: Samples, rate_hz: int) -> Measurement:
    from readiness.measures.audio.clipping import clipping

    cut = clipping(samples, rate_hz)
    return replace(measured, clipping_per_s=round(cut.per_s, 2), clipping_percent=round(cut.percent, 3))


def _with_breaks(measured: Measurement, sound: _Sound, level_dbfs: float | None) -> Measurement:
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
        regular_breaks_hz=_tenths(breaks.regular_hz),
    )


def _is_coarse(samples: Samples) -> bool:
    """Whether the converter has so few steps that the sound looks constant and broken throughout.

    Its quantization noise, which counts as noise, already covers that.
    """
    from readiness.measures.audio.noise import rounding_power

    return rounding_power(samples) > 0


def _with_tones(measured: Measurement, sound: _Sound, speaks: SpeechFrames, level_dbfs: float | None) -> Measurement:
    """Add tones and echo, and the repeats and ringing that only a sound without a steady tone shows."""
    from readiness.measures.audio.musical_noise import musical_noise_db
    from readiness.measures.audio.own_echo import own_echo

    measured = _without_buzz(_with_steady_tones(measured, sound, speaks, level_dbfs))
    if level_dbfs is None:
        return measured
    if echo := own_echo(sound.low, sound.low_hz):
        measured = replace(measured, echo_under_db=_tenths(echo.under_db), echo_delay_ms=_tenths(echo.delay_ms))
    # A steady tone resembles itself after each of its periods.
    if not _has_tone(measured):
        measured = replace(
            measured,
            repeats_per_s=_repeats_per_s(sound, level_dbfs),
            fleeting_tones_db=_tenths(musical_noise_db(sound.samples, sound.rate_hz)),
        )
    return _without_own_tones(measured, sound, level_dbfs)


def _with_steady_tones(
    measured: Measurement, sound: _Sound, speaks: SpeechFrames, level_dbfs: float | None
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
            hum_dbfs=_tenths(mains.level_dbfs),
            hum_audible_db=_tenths(audible_db),
        )
    if tone.hz is not None:
        measured = replace(measured, whine_hz=round(tone.hz), whine_dbfs=_tenths(tone.level_dbfs))
    return measured


def _has_tone(measured: Measurement) -> bool:
    return measured.hum_hz is not None or measured.whine_hz is not None


def _without_own_tones(measured: Measurement, sound: _Sound, level_dbfs: float) -> Measurement:
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


def _with_colour(measured: Measurement, sound: _Sound, speaks: SpeechFrames, level_dbfs: float | None) -> Measurement:
    from readiness.measures.audio import level_drop
    from readiness.measures.audio.band_power import band_power
    from readiness.measures.audio.bandwidth import bandwidth_hz
    from readiness.measures.audio.brightness import sibilance_db, treble_db
    from readiness.measures.audio.reverberation import quickest_fall_db
    from readiness.measures.audio.speech_presence import FRAME_S

    samples, rate_hz = sound.samples, sound.rate_hz
    power = band_power(samples, rate_hz)
    measured = replace(
        measured,
        bandwidth_hz=bandwidth_hz(samples, rate_hz, power),
        treble_db=_tenths(treble_db(power, rate_hz)),
    )
    if level_dbfs is None:
        return measured
    # Who leans back while speaking is far from then on.
    softer_since = level_drop.softer_since(sound.low, sound.low_hz, speaks, FRAME_S)
    return replace(
        measured,
        sibilance_db=_tenths(sibilance_db(sound.low, sound.low_hz, level_dbfs)),
        quickest_fall_db=_tenths(quickest_fall_db(sound.low[softer_since:], sound.low_hz)),
    )


def _repeats_per_s(sound: _Sound, level_dbfs: float) -> float:
    from readiness.measures.audio.repeats import repeats_per_s

    return round(repeats_per_s(sound.low, sound.low_hz, level_dbfs), 2)


def _tenths(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
