"""Which pictures of a live camera are analysed, and how many are shown.

An analysis costs ten times as much as showing a picture, and a settled finding needs few of them. What a picture looks
like in 64 × 36 cells tells whether anything has happened since the last analysis: a face that leaves, a lamp that goes
off and a hand on the lens change many cells, and are analysed as soon as they are seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readiness.measures.video.image_quality import Picture

ANALYSE_EVERY_S = 0.2
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
HAPPENED_CODES, HAPPENED_SHARE = 12.0, 0.25
"""Something has happened if this share of the cells differs by that much; a person who sways changes fewer."""


class AnalysisSchedule:
    """Decides when to analyse the next picture, from the times in seconds that the pictures carry and their cells."""

    def __init__(self) -> None:
        self._analysed_s = self._moved_s = 0.0
        self._analysed: Picture | None = None
        self._is_steady = False
        self._rests = False

    @property
    def show_every_s(self) -> float:
        """Interval at which pictures should be read and shown."""
        return SHOW_AT_REST_EVERY_S if self._rests else SHOW_EVERY_S

    def is_due(self, at_s: float, cells: Picture) -> bool:
        """Whether the picture taken at `at_s`, which has the `cells` (`image_quality.reduced`), should be analysed."""
        from readiness.measures.video.movement import changed_cells, has_moved

        if self._analysed is None:
            return True
        if has_moved(cells, self._analysed):
            self._moved_s = at_s
        happened = float(changed_cells(cells, self._analysed, HAPPENED_CODES).mean()) >= HAPPENED_SHARE
        self._rests = self._is_steady and at_s - self._moved_s >= AT_REST_AFTER_S
        if happened or not self._is_steady:
            interval_s = ANALYSE_EVERY_S
        else:
            interval_s = AT_REST_EVERY_S if self._rests else MOVING_EVERY_S
        return at_s - self._analysed_s >= interval_s - NEARLY_S

    def analysed(self, at_s: float, cells: Picture, *, steady: bool) -> None:
        """Note that the picture was analysed; `steady`: the findings have settled and agree with those before."""
        if self._analysed is None:
            self._moved_s = at_s
        self._analysed_s, self._analysed, self._is_steady = at_s, cells, steady
