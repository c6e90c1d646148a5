"""One's own voice coming back: the same sound again after 60 ms to a second, from a loudspeaker or a "listen" setting.

With every frequency made equally strong, a sound is like itself only at no delay at all; its echo then stands out as a
single peak, whose height is the echo's share, however long ago the words were. A room's own echoes come sooner.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from readiness.measures.audio.bands import low_band
from readiness.measures.audio.levels import Samples

SHORTEST_S, LONGEST_S = 0.06, 1.0
LEAST_SHARE = 0.08
"""Of the amplitude; voices alone, in rooms and torn ones gave at most 0.06, an echo of −15 dB in a room 0.15."""

_LOW_HZ, _HIGH_HZ = 200.0, 5500.0
_SMOOTH_HZ = 120.0
_MOST = 4.0


@dataclass(frozen=True, slots=True)
class OwnEcho:
    """How long after the voice it comes, and how much softer it is."""

    delay_ms: float
    under_db: float


def own_echo(samples: Samples, rate_hz: int) -> OwnEcho | None:
    """The strongest echo of the sound itself; None without one."""
    low, low_hz = low_band(samples, rate_hz, min(6000.0, rate_hz / 2))
    first, last = round(SHORTEST_S * low_hz), round(LONGEST_S * low_hz)
    if low.size < 2 * last:
        return None
    size = 1 << int(np.ceil(np.log2(2 * low.size)))
    power = np.square(np.abs(np.fft.rfft(low, size))).astype(np.float64)
    width = max(1, round(_SMOOTH_HZ * size / low_hz))
    total = np.concatenate([[0.0], np.cumsum(np.pad(power, (width // 2, width - width // 2), mode="edge"))])
    usual = (total[width:] - total[:-width])[: power.size] / width
    whitened = np.minimum(power / (usual + 1e-20), _MOST)  # a tone must not stand for the whole sound
    frequency_hz = np.fft.rfftfreq(size, 1 / low_hz)
    whitened[(frequency_hz < _LOW_HZ) | (frequency_hz > _HIGH_HZ)] = 0
    likeness = np.fft.irfft(whitened)
    if not likeness[0] > 0:
        return None
    later = likeness[first:last] / likeness[0]
    at = int(np.argmax(later))
    if later[at] < LEAST_SHARE:
        return None
    return OwnEcho(1000 * (first + at) / low_hz, -20 * float(np.log10(later[at])))
