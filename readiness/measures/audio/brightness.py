"""How much treble a voice has, in its vowels and in its S and T: a covered microphone takes both away."""

from __future__ import annotations

import numpy as np

from readiness.measures.audio.band_power import BandPower
from readiness.measures.audio.bands import band
from readiness.measures.audio.levels import Samples, dbfs

_BASS_HZ, _TREBLE_HZ = (300.0, 1000.0), ((2000.0, 3500.0), (3500.0, 5000.0))

_SIBILANT_HZ = (4000.0, 7000.0)
_SIBILANT_FRAME_S, _SIBILANT_SHARE = 0.02, 0.02
"""The loudest moments of that band: one in fifty, about as much of running speech as is S and T."""

_FEWEST_FRAMES = 20


def treble_db(power: BandPower | None, rate_hz: int) -> float | None:
    """Return the level of 2 to 5 kHz (consonants) relative to 300 Hz to 1 kHz (vowels); about −23 dB for a voice.

    A covered microphone gives less. None if the sample rate is too low or the sound too short.
    """
    if power is None or rate_hz / 2 < _TREBLE_HZ[-1][1]:
        return None
    level_db, edge_hz = power.loud_db, power.low_edges_hz

    def mean_db(low_hz: float, high_hz: float) -> float:
        return float(level_db[(edge_hz >= low_hz) & (edge_hz < high_hz)].mean())

    return sum(mean_db(*each) for each in _TREBLE_HZ) / len(_TREBLE_HZ) - mean_db(*_BASS_HZ)


def sibilance_db(samples: Samples, rate_hz: float, speech_dbfs: float) -> float | None:
    """Return the level of S and T, 4 to 7 kHz, relative to the speech level; −24 dB and more for a voice.

    A soft or deep voice has little treble in its vowels but keeps its consonants; behind a hand or cloth both go. None
    if the sample rate is too low or the sound too short.
    """
    frame = round(rate_hz * _SIBILANT_FRAME_S)
    count = samples.size // frame
    if rate_hz / 2 < _SIBILANT_HZ[1] or count < _FEWEST_FRAMES:
        return None
    power = np.square(band(samples, rate_hz, *_SIBILANT_HZ)[: count * frame]).reshape(count, frame).mean(axis=1)
    return dbfs(float(np.quantile(power, 1 - _SIBILANT_SHARE))) - speech_dbfs
