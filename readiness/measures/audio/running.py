"""What stands out among neighbouring values: their highest, and those far over their median."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Real = TypeVar("Real", bound=np.floating)


def running_max(values: NDArray[Real], count: int) -> NDArray[Real]:
    """Return the highest of each `count` neighbours along the last axis, without padding.

    It takes a few passes, as each doubles the stretch that is covered.
    """
    covered, highest = 1, values
    while 2 * covered <= count:
        highest = np.maximum(highest[..., :-covered], highest[..., covered:])
        covered *= 2
    rest = count - covered
    return np.maximum(highest[..., : highest.shape[-1] - rest], highest[..., rest:]) if rest else highest


def over_median(power: NDArray[Real], width: int, least: float) -> NDArray[Real]:
    """Return each value's ratio to the median of those up to `width` away along the last axis; 0 for less than `least`.

    Medians are taken only where the smallest value nearby leaves the ratio open, since they take most of the time.
    """
    padded = np.pad(power, [(0, 0)] * (power.ndim - 1) + [(width, width)], mode="edge")
    smallest = -running_max(-padded, 2 * width + 1)
    at = np.nonzero(power > least * smallest)
    around = np.median(sliding_window_view(padded, 2 * width + 1, axis=-1)[at], axis=-1)
    over = np.zeros_like(power)
    over[at] = np.where(power[at] > least * around, power[at] / around, 0)
    return over
