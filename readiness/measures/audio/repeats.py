"""Stretches that were played twice: how sound systems and wireless links fill in for a packet that was lost.

A copy is like its original to a thousandth, whatever its level, and comes a packet's length after it. Two periods of a
steady vowel are alike to a hundredth.
"""

from __future__ import annotations

import numpy as np

from readiness.measures.audio.bands import low_band
from readiness.measures.audio.levels import Samples, mean_square
from readiness.measures.audio.run_lengths import run_lengths

LENGTHS_MS = (5, 5.333, 7.5, 8, 10, 10.667, 15, 16, 20, 21.333, 30, 40, 42.667, 60)
"""Packets and buffers: Bluetooth's 7.5 ms, speech codecs' 5 to 60 ms, 256 to 2048 samples at 48 kHz."""

UNLIKE = 5e-4
"""The share of the energy in which a copy may differ from its original."""

_HIGHEST_HZ = 8000.0
_COMPARED_S, _MOVE_S = 0.006, 0.001
_UNDER_SPEECH_DB = 21.0


def repeats_per_s(samples: Samples, rate_hz: int, speech_dbfs: float) -> float:
    """How many a second, of the length that fits best; `speech_dbfs` is the active speech level."""
    low, low_hz = low_band(samples, rate_hz, min(_HIGHEST_HZ, rate_hz / 2))
    sound = low.astype(np.float64)
    size, move = round(low_hz * _COMPARED_S), round(low_hz * _MOVE_S)
    energy = np.concatenate([[0.0], np.cumsum(np.square(sound))])
    loud = mean_square(speech_dbfs - _UNDER_SPEECH_DB) * size
    most = 0
    for length_ms in LENGTHS_MS:
        lag = round(low_hz * length_ms / 1000)
        at = np.arange(0, sound.size - lag - size, move)
        product = np.concatenate([[0.0], np.cumsum(sound[lag:] * sound[:-lag])])
        first, second = energy[at + size] - energy[at], energy[at + lag + size] - energy[at + lag]
        both = np.sqrt(first * second) + 1e-18
        alike = product[at + size] - product[at] > (1 - UNLIKE) * both
        most = max(most, int(run_lengths(alike & (first > loud) & (second > loud))[0].size))
    return most / (samples.size / rate_hz)
