"""Speech behind a hand or cloth that takes away so much treble that the network for speech does not know it.

Given back the treble that is left over the noise, the network knows it again: in all of 29 voices behind 18 dB per
octave from 300 Hz, and in none of 431 sounds that are nobody's voice (docs/audio-sets.md).
"""

from __future__ import annotations

import numpy as np

from readiness.measures.audio.band_power import BAND_HZ, BandPower, band_power
from readiness.measures.audio.brightness import treble_db
from readiness.measures.audio.levels import Samples
from readiness.measures.audio.speech_presence import FRAME_S, SpeechFrames, speech_frames

MIN_SPEECH_S = 1.5
"""Less may be a sound that resembles a word."""

_COVERED_DB = -33.0
"""Treble beside bass of a covered microphone, as the policy has it: clean voices have −32 and more."""

_FLAT_TO_HZ, _FALL_DB = 500.0, 10.0
"""A voice beyond its lowest bands, falling by so much in each octave: near the long-term average of speech."""

_MOST_DB = 30.0
_OVER_NOISE_DB, _SURELY_OVER_NOISE_DB = 3.0, 12.0


def covered_speech_frames(samples: Samples, rate_hz: int) -> SpeechFrames | None:
    """Return the frames of speech once the treble is given back; None without a cover, or without enough speech.

    Args:
        samples: mono sound.
        rate_hz: its sample rate.
    """
    power = band_power(samples, rate_hz)
    treble = treble_db(power, rate_hz)
    if power is None or treble is None or treble > _COVERED_DB:
        return None
    frames = speech_frames(_uncovered(samples, rate_hz, power), rate_hz)
    return frames if frames.sum() * FRAME_S >= MIN_SPEECH_S else None


def _uncovered(samples: Samples, rate_hz: int, power: BandPower) -> Samples:
    loud_db, middle_hz = power.loud_db, power.low_edges_hz + BAND_HZ / 2
    wanted_db = loud_db[middle_hz < _FLAT_TO_HZ].max() - _FALL_DB * np.log2(np.maximum(middle_hz / _FLAT_TO_HZ, 1))
    over_noise_db = loud_db - power.quiet_db - _OVER_NOISE_DB
    share = np.clip(over_noise_db / (_SURELY_OVER_NOISE_DB - _OVER_NOISE_DB), 0, 1)
    gain_db = np.clip(wanted_db - loud_db, 0, _MOST_DB) * share
    frequency_hz = np.fft.rfftfreq(samples.size, 1 / rate_hz)
    gain = 10 ** (np.interp(frequency_hz, middle_hz, gain_db) / 20)
    return np.fft.irfft(np.fft.rfft(samples) * gain, samples.size).astype(np.float32)
