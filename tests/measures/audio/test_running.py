"""Outliers among neighbouring values, compared with a computation window by window."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view

from readiness.measures.audio.running import over_median, running_max

VALUES = np.random.default_rng(3).exponential(size=(5, 200))


@pytest.mark.parametrize("count", [1, 2, 7, 44, 64, 76, 200])
def test_highest_of_neighbours(count: int) -> None:
    expected = sliding_window_view(VALUES, count, axis=-1).max(axis=-1)
    assert np.array_equal(running_max(VALUES, count), expected)


@pytest.mark.parametrize("width", [1, 12, 26])
def test_ratio_to_the_median_beside(width: int) -> None:
    padded = np.pad(VALUES, ((0, 0), (width, width)), mode="edge")
    ratio = VALUES / np.median(sliding_window_view(padded, 2 * width + 1, axis=-1), axis=-1)
    expected = np.where(ratio > 4, ratio, 0)
    assert 0 < np.count_nonzero(expected) < expected.size / 4
    assert over_median(VALUES, width, 4) == pytest.approx(expected)
