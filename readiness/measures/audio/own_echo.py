"""Echo of the person's own voice after 60 ms to a second, caused by a loudspeaker or a "listen to this device" setting.

The autocorrelation of whitened sound is zero except at zero delay, so that an echo stands out as a single peak whose
height is its relative amplitude. A room's reflections arrive earlier.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readiness.measures.audio.bands import low_band, quick_length
from readiness.measures.audio.levels import Samples

SHORTEST_S, LONGEST_S = 0.06, 1.0
_BEFORE_S = ((0.02, 0.04), (0.04, SHORTEST_S))
"""An artificial larynx has one pitch, so that its voice is like itself after each period, most after the first ones.
At least one of its periods ends in each of these spans; of an echo's returns, as a rule, none or one does."""

MIN_SHARE = 0.08
"""Minimum relative amplitude. Voices without echo gave at most 0.06, an echo of −15 dB in a room 0.15."""

MIN_SHARE_OF_HALF = 0.02
"""The same in each half of the sound: echoes gave 0.06 and more, pieces that a synthesizer used twice 0.003 in one."""

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
    likeness = _likeness(low, low_hz)
    later = likeness[first:last]
    at = int(np.argmax(later))
    spans = (likeness[round(begin * low_hz) : round(end * low_hz)] for begin, end in _BEFORE_S)
    if later[at] < max(MIN_SHARE, min(float(span.max()) for span in spans)) or not _follows(low, low_hz, first + at):
        return None
    return OwnEcho(1000 * (first + at) / low_hz, -20 * float(np.log10(later[at])))


def _follows(low: Samples, low_hz: float, delay: int) -> bool:
    """Whether the likeness after `delay` samples is in both halves of the sound's energy, as that of an echo is.

    A synthesizer may use the same piece of sound twice.
    """
    energy = np.cumsum(np.square(low, dtype=np.float64))
    middle = int(np.searchsorted(energy, energy[-1] / 2))
    halves = (low[:middle], low[middle:])
    return all(half.size <= delay or _likeness(half, low_hz)[delay] > MIN_SHARE_OF_HALF for half in halves)


def _likeness(low: Samples, low_hz: float) -> NDArray[np.float64]:
    """Return the autocorrelation of the whitened sound up to `LONGEST_S`, relative to that at no delay."""
    size = quick_length(low.size + round(LONGEST_S * low_hz))
    power = np.square(np.abs(np.fft.rfft(low, size))).astype(np.float64)
    width = max(1, round(_SMOOTH_HZ * size / low_hz))
    total = np.concatenate([[0.0], np.cumsum(np.pad(power, (width // 2, width - width // 2), mode="edge"))])
    usual = (total[width:] - total[:-width])[: power.size] / width
    whitened = np.minimum(power / (usual + 1e-20), _MAX_ENHANCEMENT)  # a single tone must not dominate
    frequency_hz = np.fft.rfftfreq(size, 1 / low_hz)
    whitened[(frequency_hz < _LOW_HZ) | (frequency_hz > _HIGH_HZ)] = 0
    autocorrelation = np.fft.irfft(whitened)
    return autocorrelation / max(float(autocorrelation[0]), 1e-20)
