"""Active speech level according to ITU-T Recommendation P.56 (method B): the speech's level without its pauses.

The envelope is evaluated once per millisecond instead of once per sample; its bandwidth is about 5 Hz, so the level
changes by less than 0.01 dB.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from readiness.measures.audio.levels import FLOOR_DBFS, Samples, dbfs

TIME_CONSTANT_S = 0.03
HANGOVER_S = 0.2
MARGIN_DB = 15.9
THRESHOLDS = 2.0 ** np.arange(-1, -16, -1)
"""Highest first, 6 dB apart, full scale 1."""

_STEP_S = 0.001
_TAIL_S = 0.6


def active_level_dbfs(samples: Samples, rate_hz: int) -> float | None:
    """Measure the active level of a sound with speech; noise of almost the same level counts as speech.

    Returns:
        dBFS; None if nothing reaches the lowest threshold.
    """
    step = max(1, round(rate_hz * _STEP_S))
    envelope = _envelope(samples, step, rate_hz)
    energy = float(np.dot(samples, samples.astype(np.float64)))
    if not envelope.size or energy == 0:
        return None
    return _level_over_thresholds(envelope, energy / step, int(np.ceil(HANGOVER_S * rate_hz / step)))


def _envelope(samples: Samples, step: int, rate_hz: int) -> NDArray[np.float64]:
    """Apply P.56's two cascaded exponential averages of the magnitude as a single convolution."""
    whole = samples.size // step * step
    magnitude = np.abs(samples[:whole]).reshape(-1, step).mean(axis=1, dtype=np.float64)
    decay = np.exp(-step / (rate_hz * TIME_CONSTANT_S))
    index = np.arange(int(_TAIL_S * rate_hz / step))
    response = (1 - decay) ** 2 * (index + 1) * decay**index
    return np.convolve(magnitude, response)[: magnitude.size] if magnitude.size else magnitude


def _level_over_thresholds(envelope: NDArray[np.float64], energy: float, hangover: int) -> float | None:
    """Interpolate between thresholds to the level that exceeds its own threshold by exactly the margin."""
    above_dbfs = above_excess_db = None
    for threshold in THRESHOLDS:
        active = _active_count(envelope >= threshold, hangover)
        if not active:
            continue
        level_dbfs = dbfs(energy / active)
        excess_db = level_dbfs - 20 * float(np.log10(threshold)) - MARGIN_DB
        if excess_db >= 0:
            if above_dbfs is None or above_excess_db is None:
                return level_dbfs
            share = above_excess_db / (above_excess_db - excess_db)
            return above_dbfs + share * (level_dbfs - above_dbfs)
        above_dbfs, above_excess_db = level_dbfs, excess_db
    return above_dbfs if above_dbfs is not None and above_dbfs > FLOOR_DBFS else None


def _active_count(reached: NDArray[np.bool_], hangover: int) -> int:
    """Return the number of points at, or at most `hangover` after, a point that reached the threshold."""
    index = np.arange(reached.size)
    last = np.maximum.accumulate(np.where(reached, index, -hangover - reached.size))
    return int(np.count_nonzero(index - last <= hangover))
