"""Which pictures of a live camera are analysed, and how many are shown.

An analysis costs ten times as much as showing a picture, and a settled finding needs few of them. What a picture looks
like in 64 × 36 cells tells whether anything has happened since the last analysis: a face that leaves, a lamp that goes
off and a hand on the lens change many cells, and are analysed as soon as they are seen.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

LOOK_EVERY_S = 0.2
"""Interval until the findings have settled, and while they may be changing."""

MOVING_EVERY_S = 0.4
"""Interval while a settled picture moves, but nothing else about it changes."""

AT_REST_EVERY_S = 1.0
"""Interval while nothing moves at all."""

SHOW_EVERY_S, SHOW_AT_REST_EVERY_S = 1 / 15, 1 / 7.5
"""Intervals of the self-view, and of looking for movement."""

AT_REST_AFTER_S = 1.0
"""The picture is at rest when nothing has moved for this long."""

NEARLY_S = SHOW_EVERY_S / 2
MOVED_CODES, MOVED_CELLS = 4.0, 4
"""Something has moved if that many cells differ by that much: a mouth that speaks at an ordinary distance. Noise of a
camera in the dark makes less than one code of difference."""

HAPPENED_CODES, HAPPENED_SHARE = 12.0, 0.25
"""Something has happened if this share of the cells differs by that much; a person who sways changes fewer."""

Cells = NDArray[Any]


def cells_of(bgr: NDArray[Any]) -> Cells:
    """Return a picture as 64 × 36 cells of grey."""
    return cv2.cvtColor(cv2.resize(bgr, (64, 36), interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)


class LookSchedule:
    """Decides when to analyse the next picture, from times in seconds that the pictures carry."""

    def __init__(self) -> None:
        self._looked_s = self._moved_s = 0.0
        self._looked_at: Cells | None = None
        self._is_steady = False
        self._rests = False

    @property
    def show_every_s(self) -> float:
        """Interval at which pictures should be read and shown."""
        return SHOW_AT_REST_EVERY_S if self._rests else SHOW_EVERY_S

    def is_due(self, at_s: float, cells: Cells) -> bool:
        """Whether the picture taken at `at_s`, which looks like `cells`, should be analysed."""
        if self._looked_at is None:
            return True
        differs = cv2.absdiff(cells, self._looked_at)
        if np.count_nonzero(differs > MOVED_CODES) >= MOVED_CELLS:
            self._moved_s = at_s
        happened = np.count_nonzero(differs > HAPPENED_CODES) >= HAPPENED_SHARE * cells.size
        self._rests = self._is_steady and at_s - self._moved_s >= AT_REST_AFTER_S
        if happened or not self._is_steady:
            interval_s = LOOK_EVERY_S
        else:
            interval_s = AT_REST_EVERY_S if self._rests else MOVING_EVERY_S
        return at_s - self._looked_s >= interval_s - NEARLY_S

    def looked(self, at_s: float, cells: Cells, *, steady: bool) -> None:
        """Note that the picture was analysed; `steady`: the findings have settled and agree with those before."""
        if self._looked_at is None:
            self._moved_s = at_s
        self._looked_s, self._looked_at, self._is_steady = at_s, cells, steady
