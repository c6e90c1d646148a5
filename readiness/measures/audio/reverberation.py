"""Reverberation, measured by how fast the level falls when a sound of the voice stops: slowly if the room dominates.

Each band of the spectrum has ends of its own (a vowel's treble stops before its bass), so that running speech has
enough of them. Close to the mouth the direct sound ends within milliseconds; the farther the microphone, the more of
the level is the room's, which takes its reverberation time to fall by 60 dB.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from readiness.measures.audio.bands import bands, low_band
from readiness.measures.audio.levels import Samples

BANDS_HZ = ((300.0, 700.0), (700.0, 1400.0), (1400.0, 2800.0), (2800.0, 5600.0))
MIN_RANGE_DB = 15.0
"""Required range between a band's loud and quietest moments; with less, noise hides its decay. Speech in a room with a
reverberation time of 1 s still had 16."""

FEWEST_BANDS = 2

_HIGHEST_HZ = 8000.0
_STEP_S = 0.005
_LOUD_SHARE = 0.4
_FROM_DB = 10.0
_AFTER = slice(10, 14)
_QUICKEST = 0.97
_QUIETEST = 0.03
_FLOOR_STEPS = 8


def quickest_fall_db(samples: Samples, rate_hz: float) -> float | None:
    """Return the level drop within 60 ms at the fastest decays, mean over the bands; None if too few can be measured.

    It is 20 dB or more close to the mouth, 14 or more in an ordinary room with the voice 8 dB over its reverberation,
    and below 12 if the reverberation is as loud as the voice.
    """
    low, low_hz = low_band(samples, rate_hz, min(_HIGHEST_HZ, rate_hz / 2))
    heard = bands(low, low_hz, (each for each in BANDS_HZ if each[1] < low_hz / 2))
    falls = [_fall_db(each, low_hz) for each in heard]
    measured = [each for each in falls if each is not None]
    return float(np.mean(measured)) if len(measured) >= FEWEST_BANDS else None


def _fall_db(sound: Samples, rate_hz: float) -> float | None:
    step = round(rate_hz * _STEP_S)
    power = np.square(sound[: sound.size // step * step], dtype=np.float64).reshape(-1, step).mean(axis=1) + 1e-12
    if power.size <= 4 * _AFTER.stop:
        return None
    loud_db = 10 * float(np.log10(np.sort(power)[-int(power.size * _LOUD_SHARE) :].mean()))
    smooth = np.convolve(power, np.ones(_FLOOR_STEPS) / _FLOOR_STEPS, "same")
    floor_db = 10 * float(np.log10(np.quantile(smooth, _QUIETEST)))
    level_db = _db(np.convolve(power, np.ones(3) / 3, "same"))
    loud = np.flatnonzero(level_db[: -_AFTER.stop] > loud_db - _FROM_DB)
    if loud_db - floor_db < MIN_RANGE_DB or loud.size < _AFTER.stop:
        return None
    after_db = np.mean([level_db[loud + later] for later in range(_AFTER.start, _AFTER.stop)], axis=0)
    return float(np.quantile(level_db[loud] - after_db, _QUICKEST))


def _db(power: NDArray[np.float64]) -> NDArray[np.float64]:
    level_db: NDArray[np.float64] = 10 * np.log10(power)
    return level_db
