"""Steady tones, such as the whine of a USB port or charger, or acoustic feedback. For mains hum see `hum`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from readiness.measures.audio.levels import FLOOR_DBFS, Samples, dbfs
from readiness.measures.audio.running import over_median

STANDS_OUT_DB = 22.0
"""Required prominence over the surrounding 150 Hz; voices reach 14, tones of −50 dBFS at least 30."""

_WINDOW_S = 0.17
_ALWAYS = 0.2
"""The reported level is exceeded except for this share of time; in speech every line is absent at least that often."""

_HANN_LINES = 1.5
"""A Hann window spreads a tone's power over lines with this total."""

_AROUND_HZ = 150.0
_LOWEST_HZ, _HIGHEST_HZ = 350.0, 20_000.0


@dataclass(frozen=True, slots=True)
class Tone:
    """`hz` is None if there is no steady tone."""

    hz: float | None
    level_dbfs: float


NONE = Tone(None, FLOOR_DBFS)


def steady_tone(samples: Samples, rate_hz: int) -> Tone:
    """Return the most prominent steady tone, and the total level of all of them."""
    size = 1 << int(np.ceil(np.log2(rate_hz * _WINDOW_S)))
    if samples.size < 2 * size:
        return NONE
    taper = np.hanning(size).astype(np.float32)
    windows = sliding_window_view(samples, size)[:: size // 2]
    power = np.square(np.abs(np.fft.rfft(windows * taper))) / (float(taper.sum()) ** 2 / 2)
    always = np.quantile(power, _ALWAYS, axis=0) + 1e-20
    line_hz = rate_hz / size
    width = round(_AROUND_HZ / line_hz)
    frequency_hz = line_hz * np.arange(always.size)
    heard = (frequency_hz > _LOWEST_HZ) & (frequency_hz < min(_HIGHEST_HZ, rate_hz / 2 - 200))
    over = np.where(heard, over_median(always, width, 10 ** (STANDS_OUT_DB / 10)), 0.0)
    if not over.any():
        return NONE
    return Tone(float(frequency_hz[np.argmax(over)]), dbfs(float(always[over > 0].sum()) / _HANN_LINES))
