"""All measures of a piece of sound.

The measures need numpy, which is imported when the first sound is measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from readiness.checks.microphone.breaks_and_tones import is_coarse, with_breaks, with_tones
from readiness.checks.microphone.measurement import Measurement, tenths
from readiness.checks.microphone.sound import Sound

if TYPE_CHECKING:
    from readiness.measures.audio.levels import Samples
    from readiness.measures.audio.speech_presence import SpeechFrames

_UNBROKEN: dict[str, float] = {
    "clipping_per_s": 0.0,
    "clipping_percent": 0.0,
    "dropouts_count": 0,
    "dropouts_percent": 0.0,
    "clicks_per_s": 0.0,
    "cuts_count": 0,
}


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
    sound = Sound.of(samples, rate_hz)
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
        level_dbfs=tenths(levels.rms_dbfs(samples)),
        peak_dbfs=tenths(levels.peak_dbfs(samples)),
        offset_dbfs=tenths(offset_dbfs),
        digital_silence=levels.is_digital_silence(samples),
        speech_level_dbfs=tenths(level_dbfs),
    )
    measured = _with_background(measured, sound, speaks, level_dbfs)
    if is_coarse(samples):
        measured = replace(measured, **_UNBROKEN)
    else:
        measured = _with_clipping(with_breaks(measured, sound, level_dbfs), samples, rate_hz)
    measured = with_tones(measured, sound, speaks, level_dbfs)
    return _with_colour(measured, sound, speaks, level_dbfs)


def _with_background(
    measured: Measurement, sound: Sound, speaks: SpeechFrames, level_dbfs: float | None
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
        level_drop_db=tenths(level_drop_db(samples, rate_hz, speaks, FRAME_S)),
        noise_dbfs=tenths(around.noise_dbfs) if around else None,
        snr_db=tenths(around.snr_db) if around else None,
        room_voices_dbfs=tenths(voices_dbfs),
        room_sounds_dbfs=tenths(beside.sounds_dbfs) if beside else None,
    )


def _with_clipping(measured: Measurement, samples: Samples, rate_hz: int) -> Measurement:
    from readiness.measures.audio.clipping import clipping

    cut = clipping(samples, rate_hz)
    return replace(measured, clipping_per_s=round(cut.per_s, 2), clipping_percent=round(cut.percent, 3))


def _with_colour(measured: Measurement, sound: Sound, speaks: SpeechFrames, level_dbfs: float | None) -> Measurement:
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
        treble_db=tenths(treble_db(power, rate_hz)),
    )
    if level_dbfs is None:
        return measured
    # Who leans back while speaking is far from then on.
    softer_since = level_drop.softer_since(sound.low, sound.low_hz, speaks, FRAME_S)
    return replace(
        measured,
        sibilance_db=tenths(sibilance_db(sound.low, sound.low_hz, level_dbfs)),
        quickest_fall_db=tenths(quickest_fall_db(sound.low[softer_since:], sound.low_hz)),
    )
