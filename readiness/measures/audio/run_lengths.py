"""Run-length encoding of boolean arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def run_lengths(holds: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return first index and length of each run of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], holds, [False]])))
    return edges[::2], edges[1::2] - edges[::2]
