"""One band of a sound's spectrum, by the discrete Fourier transform."""

from __future__ import annotations

import numpy as np

from readiness.measures.audio.levels import Samples

_SMOOTH = 4096


def band(samples: Samples, rate_hz: int, low_hz: float, high_hz: float) -> Samples:
    """What lies between `low_hz` and `high_hz` (at most half the rate), without delay; same length."""
    length = -(-samples.size // _SMOOTH) * _SMOOTH
    spectrum = np.fft.rfft(samples, length)
    frequency_hz = np.fft.rfftfreq(length, 1 / rate_hz)
    spectrum[(frequency_hz < low_hz) | (frequency_hz > high_hz)] = 0
    return np.fft.irfft(spectrum, length)[: samples.size].astype(np.float32)


def low_band(samples: Samples, rate_hz: int, high_hz: float) -> tuple[Samples, float]:
    """What lies below `high_hz`, at a rate just large enough for it.

    Returns:
        The samples and their rate in hertz.
    """
    length = -(-samples.size // _SMOOTH) * _SMOOTH
    kept = min(length // 2, int(length * high_hz / rate_hz)) + 1
    spectrum = np.fft.rfft(samples, length)[:kept]
    short = 2 * (kept - 1)
    low_rate_hz = rate_hz * short / length
    low = np.fft.irfft(spectrum, short) * (short / length)
    return low[: int(samples.size * short / length)].astype(np.float32), low_rate_hz
