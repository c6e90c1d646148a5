"""A voice of one pitch: that of an artificial larynx, whose harmonics are steady tones and whose pulses are regular.

Nearly all of its sound lies at the multiples of one frequency. A whine or buzz beside a voice holds only a small share.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from readiness.measures.audio.levels import Samples

MIN_SHARE = 0.6
"""Minimum share at the multiples, less what chance puts there: computed larynges gave 0.84 and more, other voices at
most 0.33, also with a buzz 2 dB under them: docs/audio-sets.md."""

_WINDOW_S = 0.17
_LOUD = 0.25
"""Windows within 6 dB of the loud ones count; in the others a sound beside the voice may be louder than it."""

_LOW_HZ, _HIGH_HZ = 200.0, 2000.0
_LOWEST_PITCH_HZ, _HIGHEST_PITCH_HZ, _STEP_HZ = 55.0, 250.0, 0.25
_BESIDE = 1
"""Lines on each side of a multiple that a Hann window spreads it over."""


def is_of_one_pitch(samples: Samples, rate_hz: float) -> bool:
    """Whether the loud moments hold hardly anything but the multiples of one frequency, the same in all of them."""
    size = round(rate_hz * _WINDOW_S)
    if samples.size < 2 * size:
        return False
    windows = sliding_window_view(samples, size)[:: size // 2]
    power = np.square(np.abs(np.fft.rfft(windows * np.hanning(size).astype(np.float32)))).astype(np.float64)
    line_hz = rate_hz / size
    power = power[:, : round(_HIGH_HZ / line_hz)]
    power[:, : round(_LOW_HZ / line_hz)] = 0
    total = power.sum(axis=1)
    spectrum = power[total > _LOUD * np.quantile(total, 0.9)].sum(axis=0)
    so_far = np.concatenate([[0.0], np.cumsum(spectrum / (spectrum.sum() + 1e-20))])
    pitches_hz = np.arange(_LOWEST_PITCH_HZ, _HIGHEST_PITCH_HZ, _STEP_HZ)
    return max(_share_at_multiples(so_far, each, line_hz) for each in pitches_hz) > MIN_SHARE


def _share_at_multiples(so_far: NDArray[np.float64], pitch_hz: float, line_hz: float) -> float:
    """Return the share of a spectrum at a pitch's multiples, from 0 for chance to 1; `so_far` is its running sum."""
    multiples = pitch_hz * np.arange(np.ceil(_LOW_HZ / pitch_hz), _HIGH_HZ / pitch_hz)
    at = np.rint(multiples / line_hz).astype(int)
    at = at[at + _BESIDE + 1 < so_far.size]
    by_chance = (2 * _BESIDE + 1) * line_hz / pitch_hz
    return (float((so_far[at + _BESIDE + 1] - so_far[at - _BESIDE]).sum()) - by_chance) / (1 - by_chance)
