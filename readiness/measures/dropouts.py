"""Drop-outs: holes in the sound, where a wireless link or a busy computer lost some of it.

A hole is one value repeated exactly, with sound right up to both edges. A noise gate fades out before it closes, so
its silence is no hole.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from readiness.measures.levels import Samples
from readiness.measures.runs import runs

SHORTEST_S = 0.004
"""Shorter holes are hardly heard."""

_EDGE_S = 0.005
_OVER_QUIET = 100.0
_UNDER_LOUD = 1e-3
_FADED = 0.03
_FRAME_S = 0.02


@dataclass(frozen=True, slots=True)
class Dropouts:
    """How many holes, and how long they are together."""

    count: int
    total_ms: float


def dropouts(samples: Samples, rate_hz: int) -> Dropouts:
    """The holes of a recording. One at its very start or end cannot be told from silence."""
    edge = int(rate_hz * _EDGE_S)
    frame = int(rate_hz * _FRAME_S)
    whole = samples.size // frame * frame
    power = np.square(samples[:whole].reshape(-1, frame)).mean(axis=1)
    power = power[power > 0]
    if not power.size:
        return Dropouts(0, 0.0)
    loud = max(float(np.quantile(power, 0.1)) * _OVER_QUIET, float(np.quantile(power, 0.95)) * _UNDER_LOUD)
    start, length = runs(np.diff(samples) == 0)
    length = length + 1
    inside = (length >= SHORTEST_S * rate_hz) & (start >= edge) & (start + length + edge <= samples.size)
    holes = [
        int(count)
        for first, count in zip(start[inside], length[inside], strict=True)
        if _abrupt(samples[first - edge : first], samples[first + count : first + count + edge], loud)
    ]
    return Dropouts(len(holes), 1000 * sum(holes) / rate_hz)


def _abrupt(before: Samples, after: Samples, loud: float) -> bool:
    softer, louder = sorted(float(np.mean(np.square(part))) for part in (before, after))
    return louder > loud and softer > loud * _FADED
