"""Reverberation, measured by how fast the level falls when the voice stops: slowly if the room dominates."""

from __future__ import annotations

import numpy as np

from readiness.measures.audio.bands import low_band
from readiness.measures.audio.levels import Samples, mean_square

_HIGHEST_HZ = 8000.0
_STEP_S = 0.005
_FROM_DB = 10.0
_AFTER = slice(10, 14)
_QUICKEST = 0.97


def quickest_fall_db(samples: Samples, rate_hz: int, speech_dbfs: float) -> float | None:
    """Return the level drop within 60 ms at the fastest decays; None if there is too little speech.

    It is 17 dB or more close to the mouth, 13 with an audible room, and below 10 if mainly the room is heard.
    """
    low, low_hz = low_band(samples, rate_hz, min(_HIGHEST_HZ, rate_hz / 2))
    step = round(low_hz * _STEP_S)
    power = np.square(low[: low.size // step * step], dtype=np.float64).reshape(-1, step).mean(axis=1) + 1e-12
    if power.size <= _AFTER.stop:
        return None
    smooth = np.convolve(power, np.ones(3) / 3, "same")
    level_db = 10 * np.log10(smooth)
    loud = np.flatnonzero(smooth[: -_AFTER.stop] > mean_square(speech_dbfs - _FROM_DB))
    if loud.size < _AFTER.stop:
        return None
    after = np.mean([level_db[loud + later] for later in range(_AFTER.start, _AFTER.stop)], axis=0)
    return float(np.quantile(level_db[loud] - after, _QUICKEST))
