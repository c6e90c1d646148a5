"""Mains hum: spectral lines at multiples of 50 or 60 Hz that exceed their surroundings.

Measured in speech pauses if there is a second of them, since a voice's harmonics mask the lines. Without such a pause
it counts what is there nearly always: a hum is, while a voice's harmonics move away or stop.

The ear hardly hears low tones: at 60 Hz its threshold is 27 dB over that at 250 Hz. Each line therefore also counts by
how far it exceeds the threshold of hearing when the sound is played at the level of ordinary speech.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readiness.measures.audio.bands import low_band
from readiness.measures.audio.levels import FLOOR_DBFS, Samples, dbfs

MAINS_HZ = (50, 60)
HARMONICS = 8
STANDS_OUT_DB = 10.0
MIN_LINES = 2

THRESHOLD_HZ = (40, 50, 63, 80, 100, 125, 160, 200, 250, 315, 400, 500)
THRESHOLD_DB_SPL = (51.1, 44.0, 37.5, 31.5, 26.5, 22.1, 17.9, 14.4, 11.4, 8.6, 6.2, 4.4)
"""Threshold of hearing, ISO 226:2003, table 1."""

SPEECH_DB_SPL = 65.0
"""The level at which people listen to speech, about that of a talker at one metre."""

LASTING_SHARE, AROUND_SHARE = 0.1, 0.2
"""Under running speech a line is as loud as in its softest moments, next to its surroundings' soft ones."""

_LOW_HZ = 640.0
_WINDOW_S = 1.0
_MOVE_S = 0.25


@dataclass(frozen=True, slots=True)
class Hum:
    """The total level of the lines, and the same relative to the threshold of hearing; `mains_hz` is None without hum.

    `over_threshold_dbfs` is in decibels too, and means something only next to the speech level; see `audible_db`.
    """

    mains_hz: int | None
    level_dbfs: float
    over_threshold_dbfs: float

    def audible_db(self, speech_dbfs: float) -> float:
        """Return how far the hum exceeds the threshold of hearing when the voice is played at `SPEECH_DB_SPL`."""
        return self.over_threshold_dbfs + SPEECH_DB_SPL - speech_dbfs


NONE = Hum(None, FLOOR_DBFS, FLOOR_DBFS)


def hum(samples: Samples, rate_hz: float, is_speech: NDArray[np.bool_], frame_s: float) -> Hum:
    """Measure the mains hum of a recording; `is_speech` is per frame of `frame_s`."""
    low, low_rate_hz = low_band(samples, rate_hz, min(_LOW_HZ, rate_hz / 2))
    size = round(low_rate_hz * _WINDOW_S)
    if low.size < size:
        return NONE
    windows = np.lib.stride_tricks.sliding_window_view(low, size)[:: max(1, round(low_rate_hz * _MOVE_S))]
    starts_s = np.arange(len(windows)) * round(low_rate_hz * _MOVE_S) / low_rate_hz
    quiet = np.array([not is_speech[int(at / frame_s) : int((at + _WINDOW_S) / frame_s)].any() for at in starts_s])
    taper = np.hanning(size)
    chosen, shares = (windows[quiet], (0.5, 0.5)) if quiet.any() else (windows, (LASTING_SHARE, AROUND_SHARE))
    power, beside = np.quantile(np.abs(np.fft.rfft(chosen * taper)) ** 2, shares, axis=0) / (taper.sum() ** 2 / 2)
    found = [_lines(power, beside, size / low_rate_hz, mains_hz) for mains_hz in MAINS_HZ]
    return max(found, key=lambda each: each.level_dbfs)


def _lines(power: NDArray[np.float64], beside: NDArray[np.float64], bins_per_hz: float, mains_hz: int) -> Hum:
    total, audible, lines = 0.0, 0.0, 0
    for harmonic in range(1, HARMONICS + 1):
        at = round(harmonic * mains_hz * bins_per_hz)
        if at + 15 > power.size:
            break
        around = np.concatenate([beside[max(at - 14, 1) : at - 4], beside[at + 5 : at + 15]])
        line = float(power[at - 1 : at + 2].max())
        if line > 10 ** (STANDS_OUT_DB / 10) * float(np.median(around)):
            total += line
            audible += line * 10 ** (-float(np.interp(harmonic * mains_hz, THRESHOLD_HZ, THRESHOLD_DB_SPL)) / 10)
            lines += 1
    return Hum(mains_hz, dbfs(total), 10 * float(np.log10(audible))) if lines >= MIN_LINES else NONE
