"""Sound levels in dB relative to full scale: a full-scale square wave is 0 dBFS, a full-scale sine −3.01 dBFS."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""Mono sound, full scale −1 to 1."""

FLOOR_DBFS = -120.0
"""Lower than any converter's noise; used for digital silence, so that every level is finite."""


def dbfs(mean_square: float) -> float:
    """Convert a mean square (full scale 1) to a level, at least `FLOOR_DBFS`."""
    return max(FLOOR_DBFS, 10 * float(np.log10(mean_square))) if mean_square > 0 else FLOOR_DBFS


def mean_square(level_dbfs: float) -> float:
    """Convert a level to a mean square (full scale 1)."""
    return float(10 ** (level_dbfs / 10))


def rms_dbfs(samples: Samples) -> float:
    """Return the RMS level without the DC offset."""
    if not samples.size:
        return FLOOR_DBFS
    exact = samples.astype(np.float64)
    return dbfs(float(exact @ exact) / exact.size - float(exact.mean()) ** 2)


def peak_dbfs(samples: Samples) -> float:
    """Return the level of the largest absolute sample."""
    return dbfs(float(np.max(np.abs(samples))) ** 2) if samples.size else FLOOR_DBFS


def offset_dbfs(samples: Samples) -> float:
    """Return the level of the DC offset."""
    return dbfs(float(np.mean(samples, dtype=np.float64)) ** 2) if samples.size else FLOOR_DBFS


def is_digital_silence(samples: Samples) -> bool:
    """Whether all samples are equal; an active converter always has noise in its lowest bits."""
    return not samples.size or float(np.ptp(samples)) == 0
