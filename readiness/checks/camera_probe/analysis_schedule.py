"""Which pictures of a live camera are analysed, and how many are shown.

An analysis costs ten times as much as showing a picture, and a settled finding needs few of them. Comparing pictures
reduced to 64 × 36 cells shows whether anything has happened since the last analysis: a face that leaves, a lamp that
goes off and a hand on the lens change many cells, and are analysed as soon as they are seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readiness.measures.video.image_quality import Picture

ANALYSE_EVERY_S = 0.2
"""Interval until the findings have settled, and while they may be changing."""

MOVING_EVERY_S, STEADILY_MOVING_EVERY_S = 0.4, 0.8
"""Intervals while a settled picture moves, but nothing else about it changes: at first, and after `STEADY_AFTER_S`. The
first analysis that does not agree ends it, so slow changes are noticed within 1.6 s."""

STEADY_AFTER_S, TURMOIL_AFTER_S = 5.0, 2.0
"""How long the findings must have held: for a picture that moves, and for one of which most changes all the time."""

AT_REST_EVERY_S = 1.0
"""Interval while nothing moves at all."""

SHOW_EVERY_S, SHOW_AT_REST_EVERY_S = 1 / 15, 1 / 7.5
"""Intervals of the self-view, and of looking for movement."""

AT_REST_AFTER_S = 1.0
"""The picture is at rest when nothing has moved for this long."""

NEARLY_S = SHOW_EVERY_S / 2
HAPPENED_CODES, HAPPENED_SHARE = 12.0, 0.25
"""Something has happened if this share of the cells differs by that much; a person who sways changes fewer. With a
laptop on a lap it happens in every picture; after `TURMOIL_AFTER_S` of that, `MOVING_EVERY_S` is often enough."""


class AnalysisSchedule:
    """Decides when to analyse the next picture, from the times in seconds that the pictures carry and their cells."""

    def __init__(self) -> None:
        self._analysed_s = self._moved_s = 0.0
        self._analysed: Picture | None = None
        self._steady_since_s: float | None = None
        self._rests = self._happens = self._happened = False

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
        self._happens = float(changed_cells(cells, self._analysed, HAPPENED_CODES).mean()) >= HAPPENED_SHARE
        steady_s = None if self._steady_since_s is None else at_s - self._steady_since_s
        self._rests = steady_s is not None and at_s - self._moved_s >= AT_REST_AFTER_S
        return at_s - self._analysed_s >= self._interval_s(steady_s) - NEARLY_S

    def _interval_s(self, steady_s: float | None) -> float:
        if steady_s is None:
            return ANALYSE_EVERY_S
        if self._happens:
            in_turmoil = self._happened and steady_s >= TURMOIL_AFTER_S
            return MOVING_EVERY_S if in_turmoil else ANALYSE_EVERY_S
        if self._rests:
            return AT_REST_EVERY_S
        return STEADILY_MOVING_EVERY_S if steady_s >= STEADY_AFTER_S else MOVING_EVERY_S

    def analysed(self, at_s: float, cells: Picture, *, steady: bool) -> None:
        """Note that the picture was analysed; `steady`: the findings have settled and agree with those before."""
        if self._analysed is None:
            self._moved_s = at_s
        self._analysed_s, self._analysed, self._happened = at_s, cells, self._happens
        if not steady:
            self._steady_since_s = None
        elif self._steady_since_s is None:
            self._steady_since_s = at_s
