"""What has changed between two pictures, by their cells (`image_quality.reduced`)."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from readiness.measures.video.image_quality import Picture

MOVED_CODES, MOVED_CELLS = 4.0, 2
"""Something has moved if that many of the 64 × 36 cells differ by that much: a mouth that speaks at an ordinary
distance. The noise of a camera in the dark makes less than one code of difference."""


def changed_cells(cells: Picture, before: Picture, codes: float) -> NDArray[np.bool_]:
    """Return the mask of the cells that differ by more than that many codes in any colour."""
    mask: NDArray[np.bool_] = cv2.absdiff(cells, before).max(axis=2) > codes
    return mask


def has_moved(cells: Picture, before: Picture) -> bool:
    """Whether anything has moved since the picture of `before`."""
    return int(np.count_nonzero(changed_cells(cells, before, MOVED_CODES))) >= MOVED_CELLS
