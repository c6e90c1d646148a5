"""Drop-outs: holes in the sound, where a wireless link or a busy computer lost some of it.

A hole is one value repeated exactly, with sound right up to both edges. A noise gate fades out before it closes, so
its silence is no hole.

Holes shorter than 4 ms are hardly heard one by one; many a second buzz, and make a robot of the voice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from readiness.measures.audio.levels import Samples
from readiness.measures.audio.run_lengths import run_lengths

SHORTEST_S = 0.004
"""Shorter holes are hardly heard, unless there are many."""

SHORTEST_OF_MANY_S, MANY_PER_S = 0.0004, 8.0

_EDGE_S = 0.005
_OVER_QUIET = 100.0
_UNDER_LOUD, _LOUD_ENOUGH = 1e-3, 0.03
"""Of the loud frames' power: edges must be louder than the first, and need not be louder than the second."""

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
    usual = float(np.quantile(power, 0.95))
    strict = max(float(np.quantile(power, 0.1)) * _OVER_QUIET, usual * _UNDER_LOUD)
    start, length = run_lengths(np.diff(samples) == 0)
    length = length + 1
    long = length >= SHORTEST_S * rate_hz
    still = list(zip(start[long].tolist(), length[long].tolist(), strict=True))
    holes = [each for each in still if _abrupt(samples, *each, edge, min(strict, usual * _LOUD_ENOUGH))]
    if len(holes) < len(still):
        # Something else makes it exactly still at times, a gate or a speech synthesizer: less is evidence then.
        holes = [each for each in holes if _abrupt(samples, *each, edge, strict)]
    holes += _many_short(samples, rate_hz, zip(start.tolist(), length.tolist(), strict=True), usual * _LOUD_ENOUGH)
    return Dropouts(len(holes), 1000 * sum(count for _, count in holes) / rate_hz)


def _many_short(samples: Samples, rate_hz: int, still: Iterable[tuple[int, int]], loud: float) -> list[tuple[int, int]]:
    """Short holes at nothing, when there are many; a clipped crest is still as well, but far from nothing."""
    edge = int(rate_hz * _EDGE_S)
    nothing = np.sqrt(loud) / 10
    found = [
        (first, count)
        for first, count in still
        if SHORTEST_OF_MANY_S * rate_hz <= count < SHORTEST_S * rate_hz
        and abs(samples[first]) < nothing
        and _abrupt(samples, first, count, edge, loud)
    ]
    return found if len(found) > MANY_PER_S * samples.size / rate_hz else []


def _abrupt(samples: Samples, first: int, count: int, edge: int, loud: float) -> bool:
    """Whether there is sound on both sides, and it is loud on one."""
    if first < edge or first + count + edge > samples.size:
        return False
    sides = (samples[first - edge : first], samples[first + count : first + count + edge])
    softer, louder = sorted(float(np.mean(np.square(side))) for side in sides)
    return louder > loud and softer > loud * _FADED
