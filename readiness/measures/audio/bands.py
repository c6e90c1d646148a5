"""Band-pass filtering by the discrete Fourier transform."""

from __future__ import annotations

import numpy as np

from readiness.measures.audio.levels import Samples

_SMOOTH = 4096


def band(samples: Samples, rate_hz: float, low_hz: float, high_hz: float) -> Samples:
    """Return the band from `low_hz` to `high_hz` (at most half the rate), without delay and with the same length."""
    length = -(-samples.size // _SMOOTH) * _SMOOTH
    spectrum = np.fft.rfft(samples, length)
    frequency_hz = np.fft.rfftfreq(length, 1 / rate_hz)
    spectrum[(frequency_hz < low_hz) | (frequency_hz > high_hz)] = 0
    return np.fft.irfft(spectrum, length)[: samples.size].astype(np.float32)


def low_band(samples: Samples, rate_hz: int, high_hz: float) -> tuple[Samples, float]:
    """Return the band below `high_hz`, resampled to the lowest sufficient rate.

    Returns:
        The samples and their rate in hertz.
    """
    length = -(-samples.size // _SMOOTH) * _SMOOTH
    lines = min(length // 2, int(length * high_hz / rate_hz)) + 1
    spectrum = np.fft.rfft(samples, length)[:lines]
    short = 2 * (lines - 1)
    low_rate_hz = rate_hz * short / length
    low = np.fft.irfft(spectrum, short) * (short / length)
    return low[: int(samples.size * short / length)].astype(np.float32), low_rate_hz
