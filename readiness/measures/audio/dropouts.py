"""Dropouts: gaps where a wireless link or a busy computer has lost sound.

A gap is one exactly repeated value with sound right up to both edges. A noise gate fades out before it closes, so its
silence is not a gap.

Gaps shorter than 4 ms are hardly audible individually, but many per second buzz and make the voice sound like a robot.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from readiness.measures.audio.levels import Samples
from readiness.measures.audio.run_lengths import run_lengths

SHORTEST_S = 0.004
"""Shorter gaps are ignored unless there are many."""

SHORTEST_OF_MANY_S, MANY_PER_S = 0.0004, 8.0

_EDGE_S = 0.005
_OVER_QUIET = 100.0
_UNDER_LOUD, _LOUD_ENOUGH = 1e-3, 0.03
"""Bounds on the power required at the edges, relative to that of loud frames."""

_FADED = 0.03
_FRAME_S = 0.02


@dataclass(frozen=True, slots=True)
class Dropouts:
    """Number of gaps and their total duration."""

    count: int
    total_ms: float


def dropouts(samples: Samples, rate_hz: int) -> Dropouts:
    """Find the gaps in a recording. One at its very start or end is indistinguishable from silence and ignored."""
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
    constant_runs = list(zip(start[long].tolist(), length[long].tolist(), strict=True))
    gaps = [each for each in constant_runs if _abrupt(samples, *each, edge, min(strict, usual * _LOUD_ENOUGH))]
    if len(gaps) < len(constant_runs):
        # Something else, such as a gate or a speech synthesizer, produces exact silence too: require louder edges.
        gaps = [each for each in gaps if _abrupt(samples, *each, edge, strict)]
    gaps += _many_short(samples, rate_hz, zip(start.tolist(), length.tolist(), strict=True), usual * _LOUD_ENOUGH)
    return Dropouts(len(gaps), 1000 * sum(count for _, count in gaps) / rate_hz)


def _many_short(
    samples: Samples, rate_hz: int, constant_runs: Iterable[tuple[int, int]], loud: float
) -> list[tuple[int, int]]:
    """Return short gaps near zero if there are many; a clipped crest is constant too, but far from zero."""
    edge = int(rate_hz * _EDGE_S)
    near_zero = np.sqrt(loud) / 10
    found = [
        (first, count)
        for first, count in constant_runs
        if SHORTEST_OF_MANY_S * rate_hz <= count < SHORTEST_S * rate_hz
        and abs(samples[first]) < near_zero
        and _abrupt(samples, first, count, edge, loud)
    ]
    return found if len(found) > MANY_PER_S * samples.size / rate_hz else []


def _abrupt(samples: Samples, first: int, count: int, edge: int, loud: float) -> bool:
    """Whether a gap has sound right up to both edges, loud on at least one side."""
    if first < edge or first + count + edge > samples.size:
        return False
    sides = (samples[first - edge : first], samples[first + count : first + count + edge])
    softer, louder = sorted(float(np.mean(np.square(side))) for side in sides)
    return louder > loud and softer > loud * _FADED
