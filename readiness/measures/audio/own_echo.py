"""Echo of the person's own voice after 60 ms to a second, caused by a loudspeaker or a "listen to this device" setting.

The autocorrelation of whitened sound is zero except at zero delay, so that an echo stands out as a single peak whose
height is its relative amplitude. A room's reflections arrive earlier.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from readiness.measures.audio.bands import low_band, quick_length
from readiness.measures.audio.levels import Samples

SHORTEST_S, LONGEST_S = 0.06, 1.0
_BEFORE_S = ((0.02, 0.04), (0.04, SHORTEST_S))
"""An artificial larynx has one pitch, so that its voice is like itself after each period, most after the first ones.
At least one of its periods ends in each of these spans; of an echo's returns, as a rule, none or one does."""

MIN_SHARE = 0.08
"""Minimum relative amplitude. Voices without echo gave at most 0.06, an echo of −15 dB in a room 0.15."""

_LOW_HZ, _HIGH_HZ = 200.0, 5500.0
_SMOOTH_HZ = 120.0
_MAX_ENHANCEMENT = 4.0


@dataclass(frozen=True, slots=True)
class OwnEcho:
    """Delay of the echo, and its level below the voice."""

    delay_ms: float
    under_db: float


def own_echo(samples: Samples, rate_hz: float) -> OwnEcho | None:
    """Return the strongest echo of the sound itself; None without one."""
    low, low_hz = low_band(samples, rate_hz, min(6000.0, rate_hz / 2))
    first, last = round(SHORTEST_S * low_hz), round(LONGEST_S * low_hz)
    if low.size < 2 * last:
        return None
    size = quick_length(low.size + last)
    power = np.square(np.abs(np.fft.rfft(low, size))).astype(np.float64)
    width = max(1, round(_SMOOTH_HZ * size / low_hz))
    total = np.concatenate([[0.0], np.cumsum(np.pad(power, (width // 2, width - width // 2), mode="edge"))])
    usual = (total[width:] - total[:-width])[: power.size] / width
    whitened = np.minimum(power / (usual + 1e-20), _MAX_ENHANCEMENT)  # a single tone must not dominate
    frequency_hz = np.fft.rfftfreq(size, 1 / low_hz)
    whitened[(frequency_hz < _LOW_HZ) | (frequency_hz > _HIGH_HZ)] = 0
    autocorrelation = np.fft.irfft(whitened)
    if not autocorrelation[0] > 0:
        return None
    later = autocorrelation[first:last] / autocorrelation[0]
    at = int(np.argmax(later))
    spans = (autocorrelation[round(begin * low_hz) : round(end * low_hz)] for begin, end in _BEFORE_S)
    before = min(float(span.max()) for span in spans) / autocorrelation[0]
    if later[at] < max(MIN_SHARE, before):
        return None
    return OwnEcho(1000 * (first + at) / low_hz, -20 * float(np.log10(later[at])))
