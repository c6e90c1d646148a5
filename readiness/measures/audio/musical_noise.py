"""Short tones that come and go where nobody speaks: what a poor noise reduction leaves of the noise ("musical noise").

Steady noise, breath and a room have no lines in their spectrum, and the harmonics of a voice are close to one another;
a lone tone is far above everything around it.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from readiness.measures.audio.levels import Samples
from readiness.measures.audio.running import over_median

STANDS_OUT_DB = 22.0
"""Over what is within 280 Hz, in half of the quiet moments: clean voices gave 16 at most, musical noise 25 and more."""

_WINDOW_S = 0.043
_QUIET_SHARE = 0.25
_LOWEST_HZ, _HIGHEST_HZ = 800.0, 5200.0
_HEARD_HZ = (300.0, 8000.0)
_AROUND_HZ = 280.0
_STILL = 1e-6
_FEWEST = 8


def musical_noise_db(samples: Samples, rate_hz: int) -> float | None:
    """How far single tones stand out in the quiet moments; None when they do not, or there are too few such moments."""
    size = 1 << int(np.ceil(np.log2(rate_hz * _WINDOW_S * 0.99)))
    if samples.size < _FEWEST * size:
        return None
    windows = sliding_window_view(samples, size)[:: size // 2]
    windows = windows[np.ptp(windows, axis=1) > _STILL]
    if len(windows) < _FEWEST:
        return None
    power = np.square(np.abs(np.fft.rfft(windows * np.hanning(size).astype(np.float32)))) + 1e-12
    frequency_hz = np.fft.rfftfreq(size, 1 / rate_hz)
    loudness = power[:, (frequency_hz > _HEARD_HZ[0]) & (frequency_hz < _HEARD_HZ[1])].sum(axis=1)
    quiet = power[loudness <= np.quantile(loudness, _QUIET_SHARE)]
    lines = quiet[:, (frequency_hz > _LOWEST_HZ) & (frequency_hz < min(_HIGHEST_HZ, rate_hz / 2 - 200))]
    width = round(_AROUND_HZ * size / rate_hz)
    stands_out = over_median(lines, width, 10 ** (STANDS_OUT_DB / 10)).max(axis=1)
    usual = float(np.quantile(stands_out, 0.5, method="lower"))
    return 10 * float(np.log10(usual)) if usual > 0 else None
