"""Clipped peaks: sound cut off flat at one level, wherever in the chain it happened and whatever the gain since.

Two signs are looked for. Fresh from the cut, sound piles up at its extreme: more samples lie at the very top than in a
band seven times as wide below it. In natural sound the top holds fewer, about half as many at most, which a pure tone
reaches: the time that a round crest spends within `t` of its top grows as √t. The count needs no level and no run of
equal samples, so it holds at any gain and pitch.

Noise, another sample rate or a codec wear that edge away. What is left is a crowd of crests that end at one height and
are broader at the top than round ones; few rise above them. A cut that is one or two samples wide loses even its
breadth when the rate is changed. Then there are still too many samples about one height and too few over it, at many
places in the sound: the number of samples and of moments that reach a height falls evenly in natural speech, by about
the same ratio from band to band.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from readiness.measures.audio.levels import Samples
from readiness.measures.audio.run_lengths import run_lengths

SCALES = ((0.005, 0.04), (0.015, 0.12))
"""How far under the extreme "the very top" and "the band below it" reach, as shares of the extreme."""

PILED_UP = 1.2
"""Samples at the top for each in the band below; √ makes 0.54 of a pure tone."""

LEAST_SAMPLES, LEAST_PEAKS = 5, 3

TOP, FOOT = 0.05, 0.25
"""How far around their common height worn crests end, and where their breadth is compared, as shares of the height."""

BROAD = 0.52
"""How much of the breadth at the foot is left at the top: 0.44 of a sine, 0.49 of a parabola, less of a sharp crest."""

LEAST_BREADTH = 3.0
"""Samples at the foot of a crest, in the mean, from which its breadth at the top can be told."""

CROWD, LEAST_CROWD = 0.9, 14
"""Crests of the common height for each in the band below, and how many there must be."""

MOST_ABOVE = 0.35
"""For each in the crowd: what a filter after the cut has made to overshoot."""

MOMENT_S = 0.025
"""Crests of one pitch period after another are alike; moments so far apart count as separate evidence."""

SHOULDER = 0.06
"""The bands of the worn edge: about the height ± this share of it, one as wide below, and all above."""

EDGE, LEAST_MOMENTS = 4.0, 8
"""How often the ratio of samples must fall faster above the height than below it, 1 where it falls evenly: at most 2.5
in 180 unclipped clips; and at how many moments the sound must end about the height."""

_SOFTEST, _SOFTER = 0.05, 0.25
_BY_NATURE = 0.7
"""Samples in a band of natural speech for each in the band below it."""

_STEP = 0.03
_HEIGHTS = 1 - _STEP * np.arange(12)
_HEIGHTS_OF_EDGE = (1 - _STEP) ** np.arange(16)
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
    found = [_cuts(side, least, rate_hz) for side in (samples, -samples)]
    peaks = sum(each[0] for each in found)
    covered = sum(each[1] for each in found)
    return Clipping(peaks * rate_hz / samples.size, 100 * covered / samples.size)


def _cuts(samples: Samples, least: float, rate_hz: int) -> tuple[int, int]:
    """How many upper peaks are cut, and how many samples those hold."""
    extreme = float(samples.max())
    if extreme < least:
        return 0, 0
    fresh = max(_pile(samples, extreme, *scale) for scale in SCALES)
    if fresh[0]:
        return fresh
    worn = max(_crowd(samples, extreme * share) for share in _HEIGHTS)
    return worn if worn[0] else _edge(samples, extreme, rate_hz)


def _crowd(samples: Samples, height: float) -> tuple[int, int]:
    """The crests that end about this height and the samples at their tops; zero unless they are many and broad."""
    start, length = run_lengths(samples >= height * (1 - FOOT))
    tallest = np.maximum.reduceat(samples, start)  # the run's own samples are larger than those up to the next run
    near = np.abs(tallest - height) <= TOP * height
    count = int(np.count_nonzero(near))
    below = int(np.count_nonzero(np.abs(tallest - (1 - 2 * TOP) * height) < TOP * height))
    above = int(np.count_nonzero(tallest > (1 + TOP) * height))
    if count < LEAST_CROWD or count < CROWD * below or above > MOST_ABOVE * count:
        return 0, 0
    if abs(float(np.median(tallest[near])) - height) > _STEP / 2 * height:
        return 0, 0  # the crowd is about another height
    so_far = np.concatenate([[0], np.cumsum(samples >= height * (1 - TOP))])
    at_top = int((so_far[start + length] - so_far[start])[near].sum())
    at_foot = int(length[near].sum())
    return (count, at_top) if at_foot >= LEAST_BREADTH * count and at_top >= BROAD * at_foot else (0, 0)


def _edge(samples: Samples, extreme: float, rate_hz: int) -> tuple[int, int]:
    """The peaks and the samples at the height where the sound falls off like an edge; zero without one."""
    length = max(1, round(MOMENT_S * rate_hz))
    highest = np.sort(samples[: samples.size // length * length].reshape(-1, length).max(axis=1))
    ordered = np.sort(samples)
    for height in extreme * _HEIGHTS_OF_EDGE:
        below, at, above = _around(ordered, height)
        moments = _around(highest, height)[1]
        softer = int(np.searchsorted(highest, [_SOFTEST * height, (1 - 3 * SHOULDER) * height]) @ [-1, 1])
        if moments < LEAST_MOMENTS or softer < _SOFTER * moments:
            continue  # of a steady tone nearly all moments end at one height
        # One moment more and two more keep small numbers from looking like an edge.
        each = at / moments
        if at**2 >= EDGE * (below + each) * (above + 2 * each):
            peaks = int(run_lengths(samples >= height * (1 - SHOULDER))[0].size)
            return peaks, max(peaks, round(at + above - _BY_NATURE * below))
    return 0, 0


def _around(ordered: Samples, height: float) -> tuple[int, int, int]:
    """How many values lie in the band below, about the height, and above."""
    borders = height * (1 + SHOULDER * np.array([-3.0, -1.0, 1.0]))
    first, second, third = (int(index) for index in np.searchsorted(ordered, borders))
    return second - first, third - second, ordered.size - third


def _pile(samples: Samples, extreme: float, top: float, below: float) -> tuple[int, int]:
    """The peaks and the samples at the very top; zero without a pile."""
    at_top = samples >= extreme * (1 - top)
    count = int(np.count_nonzero(at_top))
    beneath = int(np.count_nonzero(samples >= extreme * (1 - below))) - count
    peaks = int(run_lengths(at_top)[0].size)
    if count < LEAST_SAMPLES or peaks < LEAST_PEAKS or count < PILED_UP * beneath:
        return 0, 0
    return peaks, count
