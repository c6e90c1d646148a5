"""Effective bandwidth: the highest frequency that the sound actually contains, whatever its sample rate.

A Bluetooth hands-free link (CVSD, 8 kHz) or a telephone codec leaves a cliff in the spectrum that later resampling does
not fill. Each band's loudest moments are used, so that a voice with few sibilants is not mistaken for a narrow link.

Resampling without a proper filter leaves no cliff, but fills the upper half with a mirror image of the lower: the fine
structure of the spectrum just above the old limit then resembles that just below it, in reverse.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from readiness.measures.audio.band_power import BAND_HZ, BandPower, band_power
from readiness.measures.audio.levels import Samples

CLIFF_DB, HIGH_CLIFF_DB = 24.0, 16.0
"""Level drop within `_CLIFF_BANDS` that makes a cliff; less suffices above 5.5 kHz, where speech is weaker."""

_HIGH_HZ = 5500.0
_LOWEST_CLIFF_HZ, _HIGHEST_CLIFF_HZ = 2800.0, 15000.0
_MIN_ABOVE_HZ = 900.0
_BELOW_BANDS, _CLIFF_BANDS = 5, 6
_DEAD_DBFS = -112.0
_EDGE_DB = 10.0

_MIRROR_HZ = 4000.0
_MIRRORED = 0.25
"""Correlation of the two sides above which they are mirror images: at most 0.1 in speech, at least 0.4 in images."""

_MIRROR_FRAME_S = 0.043
_MIRROR_LOUD = 10**-2.5
"""In the pauses a hum that was rounded to 16 bits has lines on both sides."""

_FROM_MIRROR_HZ, _TO_MIRROR_HZ = 250.0, 1100.0

_GOES_ON_DB, _REAL_NOISE_DBFS = 6.0, -113.0
"""Noise that falls by less than this at the edge, in bands above this level, came through the same microphone."""


def bandwidth_hz(samples: Samples, rate_hz: int, power: BandPower | None = None) -> float | None:
    """Return the bandwidth, or half the sample rate without a cliff; None for less than a fifth of a second.

    `power` is the sound's `band_power`, if it is known already.
    """
    power = power or band_power(samples, rate_hz)
    if power is None:
        return None
    if _has_mirror(samples, rate_hz):
        return _MIRROR_HZ
    level_db, edge_hz = power.loud_db, power.low_edges_hz + BAND_HZ
    cliffs = [at for at in range(level_db.size - 8) if _is_cliff(level_db, edge_hz, at, rate_hz)]
    if not cliffs:
        return rate_hz / 2
    steepest = max(cliffs, key=lambda at: _below(level_db, at) - _above(level_db, at))
    edge = _edge(level_db, steepest)
    return rate_hz / 2 if _noise_goes_on(power.quiet_db, edge) else float(edge_hz[edge])


def _has_mirror(samples: Samples, rate_hz: int) -> bool:
    if rate_hz / 2 < _MIRROR_HZ + _TO_MIRROR_HZ:
        return False
    size = 1 << int(np.ceil(np.log2(rate_hz * _MIRROR_FRAME_S)))
    if samples.size < 8 * size:
        return False
    frames = np.lib.stride_tricks.sliding_window_view(samples, size)[:: size // 2]
    power = np.square(np.abs(np.fft.rfft(frames * np.hanning(size).astype(np.float32)))) + 1e-16
    total = power.sum(axis=1)
    line_hz = rate_hz / size
    away = np.arange(round(_FROM_MIRROR_HZ / line_hz), round(_TO_MIRROR_HZ / line_hz))
    loud = power[total >= max(np.quantile(total, 0.4), _MIRROR_LOUD * np.quantile(total, 0.95))]
    under, over = (_fine(np.log(loud[:, np.round(_MIRROR_HZ / line_hz + each).astype(int)])) for each in (-away, away))
    alike = float((under * over).sum() / np.sqrt(np.square(under).sum() * np.square(over).sum() + 1e-12))
    return alike > _MIRRORED


def _fine(level: NDArray[np.floating]) -> NDArray[np.floating]:
    """Remove each spectral line's mean over time and each frame's mean, leaving the fine structure."""
    around: NDArray[np.floating] = level - level.mean(axis=0)
    around -= around.mean(axis=1, keepdims=True)
    return around


def _noise_goes_on(quiet_db: NDArray[np.float64], edge: int) -> bool:
    """Whether the noise between words is the same on both sides of the edge: then the voice itself ends there.

    A link cuts off the noise as well. Above a link's edge there may be a converter's noise, which is far weaker.
    """
    below, above = quiet_db[max(0, edge - _CLIFF_BANDS) : edge], quiet_db[edge + 2 : edge + 2 + _CLIFF_BANDS]
    if not below.size or not above.size:
        return False
    level_db = float(above.mean())
    return level_db > _REAL_NOISE_DBFS and level_db > float(below.mean()) - _GOES_ON_DB


def _below(level_db: NDArray[np.float64], at: int) -> float:
    return float(level_db[max(0, at - _BELOW_BANDS) : at + 1].max())


def _above(level_db: NDArray[np.float64], at: int) -> float:
    return float(level_db[at + _CLIFF_BANDS :].max())


def _is_cliff(level_db: NDArray[np.float64], edge_hz: NDArray[np.float64], at: int, rate_hz: int) -> bool:
    """Whether the level drops for good at a band, or the bands above are digital silence."""
    if not _LOWEST_CLIFF_HZ <= edge_hz[at] <= min(rate_hz / 2 - _MIN_ABOVE_HZ, _HIGHEST_CLIFF_HZ):
        return False
    below, above = _below(level_db, at), _above(level_db, at)
    if below > _DEAD_DBFS + 8 and above < _DEAD_DBFS and below - above > _EDGE_DB:
        return True
    return below - above > (CLIFF_DB if edge_hz[at] < _HIGH_HZ else HIGH_CLIFF_DB)


def _edge(level_db: NDArray[np.float64], at: int) -> int:
    """Return the band near the cliff at which the level has dropped by `_EDGE_DB`."""
    floor_db = _below(level_db, at) - _EDGE_DB
    while at > 0 and level_db[at] < floor_db:
        at -= 1
    while at + 1 < level_db.size and level_db[at + 1] > floor_db:
        at += 1
    return at
