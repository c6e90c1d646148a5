"""The noise floor in narrow bands, to distinguish a microphone that was turned down from a softer voice.

Turned down, a microphone makes its noise softer by as much as the voice, in every band. When somebody farther away
speaks instead, the noise stays: running speech hides it in some bands at some moments, but in no band always.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from readiness.measures.audio.band_power import decibels
from readiness.measures.audio.levels import Samples

BAND_HZ = 250.0
LOWEST_HZ = 60.0

QUIET_SHARE = 0.05
"""Share of the moments in which a band is as soft as its floor."""

MIN_BANDS = 4
FELL_SHARE = 0.25
"""The fall is what all but this share of the bands exceed: in the others a voice may have hidden the floor."""

CONVERTER_DBFS_PER_HZ = -142.0
"""The noise of 16 bits, −98 dBFS from 0 to 24 kHz. What is hardly louder cannot fall."""

CLEAR_DB = 6.0

_FRAME_S = 0.021


def noise_floor_dbfs(samples: Samples, rate_hz: int) -> NDArray[np.float64]:
    """Return the level of each band of `BAND_HZ` in its quietest moments, digital silence left out."""
    size = 1 << int(np.ceil(np.log2(rate_hz * _FRAME_S)))
    frames = np.lib.stride_tricks.sliding_window_view(samples, size)[:: size // 2]
    frames = frames[np.ptp(frames, axis=1) > 0]
    if not len(frames):
        return np.zeros(0)
    taper = np.hanning(size).astype(np.float32)
    power = np.abs(np.fft.rfft(frames * taper)) ** 2 * (2 / (size * float(np.square(taper).sum())))
    borders = np.searchsorted(np.fft.rfftfreq(size, 1 / rate_hz), np.arange(LOWEST_HZ, rate_hz / 2, BAND_HZ))
    bands = np.add.reduceat(power, borders, axis=1)[:, :-1].astype(np.float64)
    return decibels(np.quantile(bands, QUIET_SHARE, axis=0))


def floor_fall_db(before_dbfs: NDArray[np.float64], after_dbfs: NDArray[np.float64]) -> float | None:
    """Return by how much the floor has fallen in all bands but `FELL_SHARE`; None if there was hardly any noise."""
    if before_dbfs.size != after_dbfs.size:
        return None
    is_noise = before_dbfs > CONVERTER_DBFS_PER_HZ + 10 * np.log10(BAND_HZ) + CLEAR_DB
    if np.count_nonzero(is_noise) < MIN_BANDS:
        return None
    return float(np.quantile((before_dbfs - after_dbfs)[is_noise], FELL_SHARE))
