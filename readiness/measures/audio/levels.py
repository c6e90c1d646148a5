"""Sound levels in dB relative to full scale: a full-scale square wave is 0 dBFS, a full-scale sine −3.01 dBFS."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""Mono sound, full scale −1 to 1."""

FLOOR_DBFS = -120.0
"""Quieter than any converter; digital silence has this level, so that every level is a finite number."""


def dbfs(mean_square: float) -> float:
    """The level of a mean square (full scale 1), at least `FLOOR_DBFS`."""
    return max(FLOOR_DBFS, 10 * float(np.log10(mean_square))) if mean_square > 0 else FLOOR_DBFS


def mean_square(level_dbfs: float) -> float:
    """The mean square (full scale 1) that has this level."""
    return float(10 ** (level_dbfs / 10))


def rms_dbfs(samples: Samples) -> float:
    """The root-mean-square level, about the mean: a constant offset is not sound."""
    return dbfs(float(np.var(samples, dtype=np.float64))) if samples.size else FLOOR_DBFS


def peak_dbfs(samples: Samples) -> float:
    """The level of the largest sample."""
    return dbfs(float(np.max(np.abs(samples))) ** 2) if samples.size else FLOOR_DBFS


def offset_dbfs(samples: Samples) -> float:
    """The level of the constant part (DC)."""
    return dbfs(float(np.mean(samples, dtype=np.float64)) ** 2) if samples.size else FLOOR_DBFS


def is_digital_silence(samples: Samples) -> bool:
    """Whether one value is repeated throughout: an open converter always has noise in its last bits."""
    return not samples.size or float(np.ptp(samples)) == 0
