"""Breaks in the waveform: clicks and joins inside the voice, a voice that stops dead, and breaks at a steady rate.

Natural speech has no corners: where samples are lost or added, the third difference of the sound (its highest
frequencies) jumps for a fraction of a millisecond, far over what it does in the 20 ms around. Glottal pulses repeat
within that time and a consonant's burst follows a silence, so that neither is taken for a break.

Breaks that come many times a second hide one another. They betray themselves by a steady rate that no voice keeps: a
comb of lines in the spectrum of the third difference's level, which is how a robot voice is made.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from readiness.measures.audio.levels import Samples, mean_square
from readiness.measures.audio.run_lengths import run_lengths

STEP_S = 0.00025
"""One value of the levels below."""

IN_VOICE_DB, ALONE_DB = 10.0, 15.0
"""How far a break stands over 20 ms on both sides, with the voice on both sides, and anywhere."""

VOICE_UNDER_DB = 18.0
"""What counts as voice beside a break: so far under the speech level."""

FALL_DB, EDGE_DB = 25.0, 7.0
"""A voice that stops dead: so much softer within 2 ms and for 10, and so sharp an edge."""

COMB_DB = 11.0
"""How far three lines of the comb stand out; at most 8.4 in clean voices, 13 and more in the robot's."""

_AROUND, _NEAR = 80, 4
_BESIDE = 40
_SMALLEST = 1e-14
_STILL = 2e-12
_LOWEST_HZ, _HIGHEST_HZ = 20.0, 260.0
_COMB_UNDER_DB = 15.0
_LINES = 3
_AROUND_LINE_HZ = 8.0


@dataclass(frozen=True, slots=True)
class Discontinuities:
    """Clicks and joins a second, sudden ends, and the rate of regular breaks; None when there is none."""

    clicks_per_s: float
    cuts_count: int
    regular_hz: float | None


NONE = Discontinuities(0.0, 0, None)


def discontinuities(samples: Samples, rate_hz: int, speech_dbfs: float) -> Discontinuities:
    """The breaks in a sound without constant offset; `speech_dbfs` is its active speech level."""
    step = max(1, round(rate_hz * STEP_S))
    corner, power = _levels(np.diff(samples, 3), step), _levels(samples[1:], step)[: samples.size // step]
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
    alone = jump > 10 ** (ALONE_DB / 10)
    clicks = max(int(run_lengths(breaks)[0].size), int(run_lengths(alone)[0].size))
    return Discontinuities(
        clicks_per_s=clicks / length_s,
        cuts_count=_cuts(corner, left, power, mean_square(speech_dbfs - 12)),
        regular_hz=_regular_hz(corner, power, rate_hz / step, speech_dbfs),
    )


def _levels(signal: Samples, step: int) -> NDArray[np.float64]:
    whole = signal.size // step * step
    level: NDArray[np.float64] = np.square(signal[:whole], dtype=np.float64).reshape(-1, step).mean(axis=1)
    return level + _SMALLEST


def _highest_beside(level: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The highest level in the 20 ms before and after, but for the nearest millisecond."""
    padded = np.pad(level, _AROUND, constant_values=_SMALLEST)
    highest = sliding_window_view(padded, _AROUND - _NEAR).max(axis=1)
    return highest[: level.size], highest[_AROUND + _NEAR + 1 :][: level.size]


def _mean_beside(level: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The mean level in the 10 ms before and after."""
    mean: NDArray[np.float64] = np.convolve(np.pad(level, _BESIDE + 3), np.ones(_BESIDE) / _BESIDE, "valid")
    return mean[1 : level.size + 1], mean[_BESIDE + 6 :][: level.size]


def _cuts(corner: NDArray[np.float64], left: NDArray[np.float64], power: NDArray[np.float64], loud: float) -> int:
    """How often the voice stops dead."""
    before = np.convolve(np.pad(power, (48, 0)), np.ones(48) / 48, "valid")[: power.size]
    short = np.pad(np.convolve(power, np.ones(12) / 12, "same"), (0, 60), mode="edge")
    after = sliding_window_view(short[8:], 44).max(axis=1)[: power.size]
    fallen = (before > loud) & (before > 10 ** (FALL_DB / 10) * after)
    edge = corner / left > 10 ** (EDGE_DB / 10)
    starts, lengths = run_lengths(fallen)
    stops = zip(starts.tolist(), lengths.tolist(), strict=True)
    return sum(bool(edge[max(0, at - 12) : at + size + 12].any()) for at, size in stops)


def _regular_hz(
    corner: NDArray[np.float64], power: NDArray[np.float64], steps_per_s: float, speech_dbfs: float
) -> float | None:
    loud = np.convolve(power, np.ones(_AROUND) / _AROUND, "same") > mean_square(speech_dbfs - _COMB_UNDER_DB)
    told = np.log(corner + _STILL)
    told = np.clip(told - np.convolve(told, np.ones(41) / 41, "same"), -6, 6) * loud
    spectrum = np.square(np.abs(np.fft.rfft(told * np.hanning(told.size))))
    line_hz = steps_per_s / told.size
    width = round(_AROUND_LINE_HZ / line_hz)
    usual = np.median(sliding_window_view(np.pad(spectrum, width, mode="edge"), 2 * width + 1)[::4], axis=1).repeat(4)
    over = spectrum / (usual[: spectrum.size] + 1e-9)
    over = np.maximum(np.maximum(over, np.roll(over, 1)), np.roll(over, -1))
    first = np.arange(round(_LOWEST_HZ / line_hz), round(_HIGHEST_HZ / line_hz))
    weakest = np.min([over[np.minimum(first * line, over.size - 1)] for line in range(1, _LINES + 1)], axis=0)
    best = int(np.argmax(weakest))
    return float(first[best] * line_hz) if weakest[best] > 10 ** (COMB_DB / 10) else None
