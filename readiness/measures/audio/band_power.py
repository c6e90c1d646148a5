"""Power of a voice in narrow bands: in its loud moments and in its quietest ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readiness.measures.audio.levels import Samples

BAND_HZ = 125.0

_LOWEST_BAND = 2
_VOICE_HZ = (200.0, 3400.0)
_FRAME_S = 0.021
_MOVE_S = 0.01
_FEWEST_FRAMES = 20
_LOUDEST_SHARE = 0.7
_QUIET_SHARE = 0.1
_STRONG_SHARE = 0.95


@dataclass(frozen=True, slots=True)
class BandPower:
    """Power, frames × bands of `BAND_HZ` from 250 Hz up: the moments in which the voice is loud, and the quietest."""

    loud: NDArray[np.float64]
    quiet: NDArray[np.float64]

    @property
    def loud_db(self) -> NDArray[np.float64]:
        """What each band reaches in one of twenty loud moments, so that a voice with few S and T is not called dull."""
        return decibels(np.quantile(self.loud, _STRONG_SHARE, axis=0))

    @property
    def quiet_db(self) -> NDArray[np.float64]:
        """The median of each band in the quietest moments."""
        return decibels(np.median(self.quiet, axis=0))

    @property
    def low_edges_hz(self) -> NDArray[np.float64]:
        """Where each band begins."""
        return BAND_HZ * np.arange(_LOWEST_BAND, self.loud.shape[1] + _LOWEST_BAND, dtype=np.float64)


def band_power(samples: Samples, rate_hz: int) -> BandPower | None:
    """Measure the power of each band; None for less than a fifth of a second of sound."""
    size = 1 << int(np.ceil(np.log2(rate_hz * _FRAME_S)))
    if samples.size < size:
        return None
    frames = np.lib.stride_tricks.sliding_window_view(samples, size)[:: int(rate_hz * _MOVE_S)]
    if len(frames) < _FEWEST_FRAMES:
        return None
    taper = np.hanning(size).astype(np.float32)
    power = np.abs(np.fft.rfft(frames * taper)) ** 2 * (2 / (size * float(np.square(taper).sum())))
    frequency_hz = np.fft.rfftfreq(size, 1 / rate_hz)
    voice = power[:, (frequency_hz > _VOICE_HZ[0]) & (frequency_hz < _VOICE_HZ[1])].sum(axis=1)
    borders = np.searchsorted(frequency_hz, np.arange(_LOWEST_BAND * BAND_HZ, rate_hz / 2, BAND_HZ))
    bands = np.add.reduceat(power, borders, axis=1)[:, :-1].astype(np.float64)
    loud = voice >= np.quantile(voice, 1 - _LOUDEST_SHARE)
    return BandPower(bands[loud], bands[voice <= np.quantile(voice, _QUIET_SHARE)])


def decibels(power: NDArray[np.float64]) -> NDArray[np.float64]:
    """Convert mean squares to levels; nothing at all is −200 dBFS."""
    level_db: NDArray[np.float64] = 10 * np.log10(np.maximum(power, 1e-20))
    return level_db
