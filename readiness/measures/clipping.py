"""Clipped peaks: sound cut off flat at one level, wherever in the chain it happened and whatever the gain since.

Clipped sound piles up at its extreme: more samples lie at the very top than in a band seven times as wide below it. In
natural sound the top holds fewer, about half as many at most, which a pure tone reaches: the time that a round crest
spends within `t` of its top grows as √t. The count needs no level and no run of equal samples, so it holds at any
gain and pitch, at low sample rates and, in the wider of its two scales, under some noise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from readiness.measures.levels import Samples
from readiness.measures.runs import runs

SCALES = ((0.005, 0.04), (0.015, 0.12))
"""How far under the extreme "the very top" and "the band below it" reach, as shares of the extreme."""

PILED_UP = 1.2
"""Samples at the top for each in the band below; √ makes 0.54 of a pure tone."""

LEAST_SAMPLES, LEAST_PEAKS = 5, 3

_QUIETEST_PEAK = 0.01
_SMALLEST_SHARE = 0.25
"""An extreme that is much smaller than the other sign's is no limit of the converter."""


@dataclass(frozen=True, slots=True)
class Clipping:
    """How often peaks are cut, and the share of all samples that lie on a cut."""

    per_s: float
    percent: float


def clipping(samples: Samples, rate_hz: int) -> Clipping:
    """Clipped peaks of either sign. Nothing is said of sound that never reaches −40 dBFS."""
    peak = float(np.max(np.abs(samples))) if samples.size else 0.0
    if peak < _QUIETEST_PEAK:
        return Clipping(0.0, 0.0)
    least = _SMALLEST_SHARE * peak
    found = [max(_pile(side, least, *scale) for scale in SCALES) for side in (samples, -samples)]
    peaks = sum(each[0] for each in found)
    covered = sum(each[1] for each in found)
    return Clipping(peaks * rate_hz / samples.size, 100 * covered / samples.size)


def _pile(samples: Samples, least: float, top: float, below: float) -> tuple[int, int]:
    """How many upper peaks are cut, and how many samples those hold; zero without a pile."""
    extreme = float(samples.max())
    if extreme < least:
        return 0, 0
    at_top = samples >= extreme * (1 - top)
    count = int(np.count_nonzero(at_top))
    beneath = int(np.count_nonzero(samples >= extreme * (1 - below))) - count
    peaks = int(runs(at_top)[0].size)
    if count < LEAST_SAMPLES or peaks < LEAST_PEAKS or count < PILED_UP * beneath:
        return 0, 0
    return peaks, count
