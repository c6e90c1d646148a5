"""Discontinuities in the waveform: clicks and splices within speech, abrupt ends, and breaks at a regular rate.

Natural speech is smooth: where samples are lost or inserted, the third difference of the signal (its highest
frequencies) jumps for a fraction of a millisecond, far above its level in the surrounding 20 ms. Glottal pulses repeat
within that time and a consonant's burst follows a silence, so neither is mistaken for a break.

Breaks that occur many times a second mask one another, but their regular rate, which no voice has, gives a comb of
lines in the spectrum of the third difference's level. They are what makes a voice sound like a robot.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from readiness.measures.audio.levels import Samples, mean_square
from readiness.measures.audio.run_lengths import run_lengths
from readiness.measures.audio.running import running_max

STEP_S = 0.00025
"""Time resolution of the levels."""

IN_VOICE_DB, ALONE_DB = 10.0, 15.0
"""Minimum level of a break above the 20 ms on both sides: within speech, and anywhere."""

VOICE_UNDER_DB = 18.0
"""Minimum level of the voice beside a break, relative to the speech level (below it)."""

CLICK_UNDER_DB = 45.0
"""Minimum level of a break, relative to the speech level (below it). In digitally silent pauses a converter's steps
already stand far above their surroundings."""

FALL_DB, EDGE_DB, END_UNDER_DB = 30.0, 7.0, 12.0
"""An abrupt end: level drop within 2 ms that lasts for 10 ms, sharpness of its edge, and minimum level of the voice
before it, relative to the speech level (below it)."""

AT_END_S = 0.1
"""Where the sound stops so soon after it, it is the recording that ended within a word; an encoder adds up to 60 ms."""

COMB_DB = 11.0
"""Prominence of the comb's three lines: at most 8.4 in clean voices, at least 13 in robot voices."""

# In steps of STEP_S.
_AROUND, _NEAR = 80, 4
_BESIDE = 40
_BEFORE_END, _FALLING, _AFTER_END, _SMOOTH_END = 48, 8, 44, 12
_SMOOTH_COMB, _EVERY_LINE = 41, 4

_LARGEST_SWING = 6.0
"""A level's deviation from its surroundings, natural logarithm, that counts in the comb: no click outweighs it."""

_SMALLEST = 1e-14
_STILL = 2e-12
_LOWEST_HZ, _HIGHEST_HZ = 20.0, 260.0
_COMB_UNDER_DB = 15.0
_LINES = 3
_AROUND_LINE_HZ = 8.0


@dataclass(frozen=True, slots=True)
class Discontinuities:
    """Clicks and splices per second, number of abrupt ends, and the rate of regular breaks (None without any)."""

    clicks_per_s: float
    cuts_count: int
    regular_hz: float | None


NONE = Discontinuities(0.0, 0, None)


def discontinuities(samples: Samples, rate_hz: int, speech_dbfs: float) -> Discontinuities:
    """Find discontinuities in a sound without DC offset; `speech_dbfs` is its active speech level."""
    step = max(1, round(rate_hz * STEP_S))
    corner, power = _levels(np.diff(samples, 3), step), _levels(samples[1:], step)
    count = min(corner.size, power.size)
    if count < 4 * _AROUND:
        return NONE
    corner, power = corner[:count], power[:count]
    left, right = _highest_beside(corner)
    length_s = samples.size / rate_hz
    voice = mean_square(speech_dbfs - VOICE_UNDER_DB)
    before, after = _mean_beside(power)
    jump = corner / np.maximum(left, right)
    breaks = (jump > 10 ** (IN_VOICE_DB / 10)) & (before > voice) & (after > voice)
    alone = (jump > 10 ** (ALONE_DB / 10)) & (power > mean_square(speech_dbfs - CLICK_UNDER_DB))
    clicks = max(int(run_lengths(breaks)[0].size), int(run_lengths(alone)[0].size))
    return Discontinuities(
        clicks_per_s=clicks / length_s,
        cuts_count=_abrupt_ends(corner, left, power, mean_square(speech_dbfs - END_UNDER_DB)),
        regular_hz=_regular_hz(corner, power, rate_hz / step, speech_dbfs),
    )


def _levels(signal: Samples, step: int) -> NDArray[np.float64]:
    whole = signal.size // step * step
    level: NDArray[np.float64] = np.square(signal[:whole], dtype=np.float64).reshape(-1, step).mean(axis=1)
    return level + _SMALLEST


def _highest_beside(level: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the highest level in the 20 ms before and after each point, excluding the nearest millisecond."""
    highest = running_max(np.pad(level, _AROUND, constant_values=_SMALLEST), _AROUND - _NEAR)
    return highest[: level.size], highest[_AROUND + _NEAR + 1 :][: level.size]


def _mean_beside(level: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the mean level in the 10 ms before and after each point."""
    mean: NDArray[np.float64] = np.convolve(np.pad(level, _BESIDE + 3), np.ones(_BESIDE) / _BESIDE, "valid")
    return mean[1 : level.size + 1], mean[_BESIDE + 6 :][: level.size]


def _abrupt_ends(
    corner: NDArray[np.float64], left: NDArray[np.float64], power: NDArray[np.float64], loud: float
) -> int:
    """Return the number of abrupt ends of a voice that was `loud` before."""
    mean = np.ones(_BEFORE_END) / _BEFORE_END
    before = np.convolve(np.pad(power, (_BEFORE_END, 0)), mean, "valid")[: power.size]
    smooth = np.convolve(power, np.ones(_SMOOTH_END) / _SMOOTH_END, "same")
    later = np.pad(smooth, (0, _FALLING + _AFTER_END + _BESIDE), mode="edge")[_FALLING:]
    after = running_max(later, _AFTER_END)[: power.size]
    fallen = (before > loud) & (before > 10 ** (FALL_DB / 10) * after)
    fallen[-round(AT_END_S / STEP_S) :] = False
    edge = corner / left > 10 ** (EDGE_DB / 10)
    starts, lengths = run_lengths(fallen)
    ends = zip(starts.tolist(), lengths.tolist(), strict=True)
    return sum(bool(edge[max(0, at - _SMOOTH_END) : at + size + _SMOOTH_END].any()) for at, size in ends)


def _regular_hz(
    corner: NDArray[np.float64], power: NDArray[np.float64], steps_per_s: float, speech_dbfs: float
) -> float | None:
    """Return the rate at which breaks come in the voice, the first of the comb's lines; None without a comb."""
    loud = np.convolve(power, np.ones(_AROUND) / _AROUND, "same") > mean_square(speech_dbfs - _COMB_UNDER_DB)
    log_level = np.log(corner + _STILL)
    around = np.convolve(log_level, np.ones(_SMOOTH_COMB) / _SMOOTH_COMB, "same")
    log_level = np.clip(log_level - around, -_LARGEST_SWING, _LARGEST_SWING) * loud
    spectrum = np.square(np.abs(np.fft.rfft(log_level * np.hanning(log_level.size))))
    line_hz = steps_per_s / log_level.size
    width = round(_AROUND_LINE_HZ / line_hz)
    spectrum = spectrum[: _LINES * round(_HIGHEST_HZ / line_hz) + width]
    beside = sliding_window_view(np.pad(spectrum, width, mode="edge"), 2 * width + 1)[::_EVERY_LINE]
    usual = np.median(beside, axis=1).repeat(_EVERY_LINE)
    over = spectrum / (usual[: spectrum.size] + 1e-9)
    over = np.maximum(np.maximum(over, np.roll(over, 1)), np.roll(over, -1))
    first = np.arange(round(_LOWEST_HZ / line_hz), round(_HIGHEST_HZ / line_hz))
    weakest = np.min([over[np.minimum(first * line, over.size - 1)] for line in range(1, _LINES + 1)], axis=0)
    best = int(np.argmax(weakest))
    return float(first[best] * line_hz) if weakest[best] > 10 ** (COMB_DB / 10) else None
