"""Repeated segments, with which sound systems and wireless links conceal lost packets.

A copy correlates with its original to within a ten-thousandth, whatever its level, and follows it after a packet's
length. Consecutive periods of a steady vowel differ by a hundredth, those of a voice of almost constant pitch by a few
ten-thousandths. One of perfectly constant pitch correlates with itself at every period, so a segment that also matches
at another distance is not a copy. Nor is one that still matches three packets later: mains hum repeats every 20 ms as
long as it lasts, whereas a gap is concealed with a few copies, which soon fade.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from readiness.measures.audio.bands import low_band
from readiness.measures.audio.levels import Samples, mean_square
from readiness.measures.audio.run_lengths import run_lengths

LENGTHS_MS = (5, 5.333, 7.5, 8, 10, 10.667, 15, 16, 20, 21.333, 30, 40, 42.667, 60)
"""Packet and buffer lengths: Bluetooth's 7.5 ms, speech codecs' 5 to 60 ms, 256 to 2048 samples at 48 kHz."""

UNLIKE = 1e-4
"""Maximum difference in correlation of a copy and its original."""

MIN_COPIED_SHARE = 0.25
"""Minimum share of the voice that is like what comes a packet's length after it: 0.6 and more where 16 ms are played 4
or 8 times, at most 0.012 of a computed larynx's (docs/audio-sets.md)."""

PERIODIC = 1.5e-3
"""Maximum difference at another distance, up to which the segment is voice of constant pitch rather than a copy."""

_PERIODS_S = (0.002, 0.025)
_BESIDE_S = 0.0005
_COPIES_IN_A_ROW = 2
_STEADY_AFTER = 3
"""Packets after which copies have ended and a hum has not."""

_HIGHEST_HZ = 8000.0
_MOVE_S, _COMPARED_MOVES = 0.001, 6
_UNDER_SPEECH_DB = 21.0
_MIN_TREBLE = 10 ** (-22 / 10)
"""Minimum power of the sound's slope, relative to its mean where there is voice. Hum lacks it between the words."""


def repeats_per_s(samples: Samples, rate_hz: float, speech_dbfs: float) -> float:
    """Return repetitions per second, for the packet length with the most; `speech_dbfs` is the active speech level."""
    sound = _Stretches(samples, rate_hz, speech_dbfs)
    if not sound.voiced.any():
        return 0.0
    slope = np.diff(sound.low, prepend=sound.low[:1])
    treble = _stretch_products(slope, slope, sound.move)
    clear = sound.voiced & (treble > _MIN_TREBLE * float(treble[sound.voiced].mean()))
    low, size = sound.low.astype(np.float64), _COMPARED_MOVES * sound.move
    most = 0
    for lag, alike in sound.alike_after_each_length():
        starts, lengths = run_lengths(alike & clear[: alike.size])
        if starts.size > most:
            is_short = lengths * sound.move <= _STEADY_AFTER * lag
            middles = (sound.move * (starts + lengths // 2)[is_short]).tolist()
            most = max(most, sum(_is_copy(low, one, size, lag, sound.low_hz) for one in middles))
    return most / (samples.size / rate_hz)


def is_of_copies(samples: Samples, rate_hz: float, speech_dbfs: float) -> bool:
    """Whether the voice is packets that are played again and again.

    Such a voice has one pitch, as an artificial larynx has, but no mouth moves in it.
    """
    sound = _Stretches(samples, rate_hz, speech_dbfs)
    enough = MIN_COPIED_SHARE * np.count_nonzero(sound.voiced)
    return any(np.count_nonzero(alike) > enough for _, alike in sound.alike_after_each_length())


class _Stretches:
    """A sound's low band in overlapping stretches of `_COMPARED_MOVES`, one for each `move` samples."""

    def __init__(self, samples: Samples, rate_hz: float, speech_dbfs: float) -> None:
        self.low, self.low_hz = low_band(samples, rate_hz, min(_HIGHEST_HZ, rate_hz / 2))
        self.move = max(1, round(self.low_hz * _MOVE_S))
        self._loud = mean_square(speech_dbfs - _UNDER_SPEECH_DB) * _COMPARED_MOVES * self.move
        self._energy = _stretch_products(self.low, self.low, self.move)
        self.voiced = self._energy > self._loud

    def alike_after_each_length(self) -> Iterator[tuple[int, NDArray[np.bool_]]]:
        """Yield each packet length in samples, and which voiced stretches are followed by one like them after it."""
        for length_ms in LENGTHS_MS:
            lag = round(self.low_hz * length_ms / 1000)
            first, later = self.low[:-lag], self.low[lag:]
            second = _stretch_products(later, later, self.move)
            product = _stretch_products(first, later, self.move)
            energy = self._energy[: product.size]
            alike = product > (1 - UNLIKE) * np.sqrt(energy * second)
            yield lag, alike & (energy > self._loud) & (second > self._loud)


def _stretch_products(one: Samples, other: Samples, move: int) -> NDArray[np.float64]:
    """Return the sum of the products of two sounds over each stretch of `_COMPARED_MOVES`, one for each `move`."""
    count = one.size // move
    if count < _COMPARED_MOVES:
        return np.empty(0)
    each = np.einsum("ij,ij->i", one[: count * move].reshape(-1, move), other[: count * move].reshape(-1, move))
    return np.convolve(each.astype(np.float64), np.ones(_COMPARED_MOVES), "valid")


def _is_copy(sound: NDArray[np.float64], at: int, size: int, lag: int, rate_hz: float) -> bool:
    return not (_is_steady(sound, at, size, lag) or _is_periodic(sound, at, size, lag, rate_hz))


def _is_steady(sound: NDArray[np.float64], at: int, size: int, lag: int) -> bool:
    """Whether it is still like itself several packets later, or was several packets before."""
    stretch = sound[at : at + size]
    return any(
        moved >= 0 and moved + size <= sound.size and _likeness(stretch, sound[moved : moved + size]) > 1 - PERIODIC
        for moved in (at + _STEADY_AFTER * lag, at - _STEADY_AFTER * lag)
    )


def _likeness(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    return float(one @ other / (np.sqrt((one @ one) * (other @ other)) + 1e-18))


def _is_periodic(sound: NDArray[np.float64], at: int, size: int, lag: int, rate_hz: float) -> bool:
    """Whether it is as like itself at a distance that has nothing to do with `lag`, or further than copies go."""
    first, last = (round(rate_hz * each) for each in _PERIODS_S)
    stretch, around = sound[at : at + size], sound[at + first : at + last + size]
    if around.size < size + 2:
        return False
    later = sliding_window_view(around, size)
    likeness = later @ stretch / (np.sqrt(np.square(later).sum(axis=1) * np.square(stretch).sum()) + 1e-18)
    # A period is no whole number of samples: the highest point lies between three of them, on a parabola.
    before, here, after = likeness[:-2], likeness[1:-1], likeness[2:]
    bend = np.minimum(before - 2 * here + after, -1e-12)
    is_peak = (here >= before) & (here >= after)
    highest = np.where(is_peak, here - np.square(before - after) / (8 * bend), here)
    distance = np.arange(first + 1, first + 1 + here.size)
    beside = np.abs((distance + lag / 2) % lag - lag / 2) > rate_hz * _BESIDE_S
    beside |= distance > _COPIES_IN_A_ROW * lag + rate_hz * _BESIDE_S
    return bool((highest[beside] > 1 - PERIODIC).any())
