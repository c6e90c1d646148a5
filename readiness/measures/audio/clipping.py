"""Clipping: sound cut off flat at one level, wherever in the chain it happened and whatever the gain since.

Three signs are looked for. Immediately after clipping, samples pile up at the extreme: more lie at the very top than in
a band seven times as wide below it. In natural sound the top holds at most about half as many, as for a pure tone: the
time that a round crest spends within `t` of its top grows as √t. This count depends neither on the level nor on runs of
equal samples, so it works at any gain and pitch.

Noise, resampling or a codec blur that edge. Then many crests still end at one height and are broader at the top than
round ones, and few rise above them. Resampling removes even the breadth of a cut that is one or two samples wide. There
are still too many samples around one height and too few above it, at many moments: in natural speech the number of
samples and moments that reach a height falls by about the same ratio from band to band.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from readiness.measures.audio.levels import Samples
from readiness.measures.audio.run_lengths import run_lengths

SCALES = ((0.005, 0.04), (0.015, 0.12))
"""Lower limits of "the very top" and of "the band below it", as distances from the extreme, relative to it."""

PILED_UP = 1.2
"""Ratio of samples at the top to those in the band below that makes a pile; 0.54 for a pure tone."""

MIN_SAMPLES, MIN_PEAKS = 5, 3

TOP, FOOT = 0.05, 0.25
"""Spread of blurred crests around their common height, and depth at which their breadth is compared, relative to it."""

BROAD = 0.52
"""Ratio of breadth at the top to breadth at the foot of a clipped crest: 0.44 for a sine, 0.49 for a parabola."""

MIN_BREADTH = 3.0
"""Minimum mean breadth at the foot, in samples, for comparing breadths."""

CROWD, MIN_CROWD = 0.9, 14
"""Ratio of crests at the common height to those in the band below, and their minimum number."""

MAX_ABOVE = 0.35
"""Permitted ratio of crests above the crowd to those in it: a filter after the clipping makes some overshoot."""

MOMENT_S = 0.025
"""Consecutive pitch periods have similar crests; only moments this far apart count as independent evidence."""

SHOULDER = 0.06
"""Bands for a blurred edge: the height ± this share of it, one as wide below, and everything above."""

EDGE, MIN_MOMENTS = 4.0, 8
"""By what factor the sample count must fall faster above the height than below it (1 for an even fall, at most 2.5 in
180 unclipped clips), and the number of moments at which the sound must peak around the height."""

MIN_EDGE_SHARE = 0.0015
"""Minimum share of the samples at a blurred edge. A limiter in a studio, a telephone or a headset bends fewer,
unheard."""

_SOFTEST, _SOFTER = 0.05, 0.25
_BY_NATURE = 0.7
"""Ratio of samples in a band to those in the band below it in natural speech."""

_STEP = 0.03
_HEIGHTS = 1 - _STEP * np.arange(12)
_HEIGHTS_OF_EDGE = (1 - _STEP) ** np.arange(16)
_LOWEST_COUNTED = _HEIGHTS_OF_EDGE[-1] * (1 - 4 * SHOULDER)
_QUIETEST_PEAK = 0.01
_SMALLEST_SHARE = 0.25
"""An extreme this much smaller than that of the other polarity is clipped only if samples pile up at it."""


@dataclass(frozen=True, slots=True)
class Clipping:
    """Clipped peaks per second, and the percentage of samples that are clipped."""

    per_s: float
    percent: float


def clipping(samples: Samples, rate_hz: int) -> Clipping:
    """Find clipped peaks of both polarities; none are reported for sound that never reaches −40 dBFS."""
    peak = float(np.max(np.abs(samples))) if samples.size else 0.0
    if peak < _QUIETEST_PEAK:
        return Clipping(0.0, 0.0)
    least = _SMALLEST_SHARE * peak
    found = [_clipped_crests(side, least, rate_hz) for side in (samples, -samples)]
    peaks = sum(each[0] for each in found)
    covered = sum(each[1] for each in found)
    return Clipping(peaks * rate_hz / samples.size, 100 * covered / samples.size)


def _clipped_crests(samples: Samples, least: float, rate_hz: int) -> tuple[int, int]:
    """Return the number of clipped positive peaks and of samples in them."""
    extreme = float(samples.max())
    if extreme < _QUIETEST_PEAK:
        return 0, 0
    piled = max(_pile(samples, extreme, *scale) for scale in SCALES)
    if piled[0] or extreme < least:
        return piled
    crowded = max(_crowd(samples, extreme * share) for share in _HEIGHTS)
    return crowded if crowded[0] else _edge(samples, extreme, rate_hz)


def _crowd(samples: Samples, height: float) -> tuple[int, int]:
    """Return the number of crests ending around this height and of samples at their tops; 0 unless many and broad."""
    start, length = run_lengths(samples >= height * (1 - FOOT))
    tallest = np.maximum.reduceat(samples, start)  # samples between runs are smaller, so reduceat may include them
    near = np.abs(tallest - height) <= TOP * height
    count = int(np.count_nonzero(near))
    below = int(np.count_nonzero(np.abs(tallest - (1 - 2 * TOP) * height) < TOP * height))
    above = int(np.count_nonzero(tallest > (1 + TOP) * height))
    if count < MIN_CROWD or count < CROWD * below or above > MAX_ABOVE * count:
        return 0, 0
    if abs(float(np.median(tallest[near])) - height) > _STEP / 2 * height:
        return 0, 0  # the crowd is around another height
    so_far = np.concatenate([[0], np.cumsum(samples >= height * (1 - TOP))])
    at_top = int((so_far[start + length] - so_far[start])[near].sum())
    at_foot = int(length[near].sum())
    return (count, at_top) if at_foot >= MIN_BREADTH * count and at_top >= BROAD * at_foot else (0, 0)


def _edge(samples: Samples, extreme: float, rate_hz: int) -> tuple[int, int]:
    """Return the number of peaks and of samples at the height where the distribution has an edge; 0 without one."""
    length = max(1, round(MOMENT_S * rate_hz))
    highest = np.sort(samples[: samples.size // length * length].reshape(-1, length).max(axis=1))
    ordered = np.sort(samples[samples > extreme * _LOWEST_COUNTED])
    for height in extreme * _HEIGHTS_OF_EDGE:
        below, at, above = _around(ordered, height)
        moments = _around(highest, height)[1]
        softer = int(np.searchsorted(highest, [_SOFTEST * height, (1 - 3 * SHOULDER) * height]) @ [-1, 1])
        if moments < MIN_MOMENTS or softer < _SOFTER * moments:
            continue  # with a steady tone nearly all moments peak at the same height
        # The added samples keep small counts from looking like an edge.
        each = at / moments
        if at**2 >= EDGE * (below + each) * (above + 2 * each):
            peaks = int(run_lengths(samples >= height * (1 - SHOULDER))[0].size)
            covered = max(peaks, round(at + above - _BY_NATURE * below))
            return (peaks, covered) if covered >= MIN_EDGE_SHARE * samples.size else (0, 0)
    return 0, 0


def _around(ordered: Samples, height: float) -> tuple[int, int, int]:
    """Return the number of values in the band below, around the height, and above."""
    borders = height * (1 + SHOULDER * np.array([-3.0, -1.0, 1.0]))
    borders = borders.astype(ordered.dtype)  # numpy would convert all of `ordered` instead, each time
    first, second, third = (int(index) for index in np.searchsorted(ordered, borders))
    return second - first, third - second, ordered.size - third


def _pile(samples: Samples, extreme: float, top: float, below: float) -> tuple[int, int]:
    """Return the number of peaks and of samples at the very top; 0 without a pile."""
    at_top = samples >= extreme * (1 - top)
    count = int(np.count_nonzero(at_top))
    beneath = int(np.count_nonzero(samples >= extreme * (1 - below))) - count
    peaks = int(run_lengths(at_top)[0].size)
    if count < MIN_SAMPLES or peaks < MIN_PEAKS or count < PILED_UP * beneath:
        return 0, 0
    return peaks, count
