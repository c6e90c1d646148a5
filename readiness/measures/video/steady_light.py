"""Keeping the measured light steady while it flickers, so that a finding near a limit does not keep changing.

A film on the screen lights the face by a third of a stop more or less, in cuts. Seen a few times a second, the median
of that wanders slowly by some per cent. So while the light varies, a measurement is kept until it has
changed by more than that. While the light is steady, and for a while after each such change, which may not be over
yet, every measurement is passed on as it is.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import astuple
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readiness.measures.video.light import Light

VARIES_OVER_S, FOLLOWED_FOR_S = 5.0, 3.0
VARIES_SHARE = 0.03
"""Spread of a measure over that time, relative to it, from which the light varies; noise alone gives under 0.01."""
CHANGED_SHARE = 0.12
"""Change relative to what was kept from which the light has changed and does not only flicker: the legibility and the
brightness of skin by a fifth of a stop either way."""
CHANGED_WHITE_SHARE = 0.03
"""The same for the over-exposed share of the skin, as a difference."""

DECIDING: tuple[Callable[[Light], float], ...] = (
    lambda light: light.legibility_codes,
    lambda light: light.highlight_code,
)


class SteadyLight:
    """Keeps the light of one face while it flickers."""

    def __init__(self) -> None:
        self._kept: Light | None = None
        self._changed_s = 0.0
        self._recent: deque[tuple[float, Light | None]] = deque()

    def steadied(self, light: Light | None, at_s: float) -> Light | None:
        """Return the light to judge, given what was measured at `at_s` seconds; None if there is no face."""
        self._recent.append((at_s, light))
        while self._recent[0][0] < at_s - VARIES_OVER_S:
            self._recent.popleft()
        if _has_changed(self._kept, light):
            self._changed_s = at_s
        if not self._varies() or at_s - self._changed_s < FOLLOWED_FOR_S:
            self._kept = light
        return self._kept

    def _varies(self) -> bool:
        for measure in DECIDING:
            values = [measure(light) for _, light in self._recent if light]
            if values and max(values) - min(values) > VARIES_SHARE * max(values):
                return True
        return False


def _has_changed(kept: Light | None, light: Light | None) -> bool:
    if kept is None or light is None or _unknown(kept) != _unknown(light):
        return True
    whiter = abs(light.over_exposed_share - kept.over_exposed_share) > CHANGED_WHITE_SHARE
    return whiter or any(abs(each(light) - each(kept)) > CHANGED_SHARE * each(kept) for each in DECIDING)


def _unknown(light: Light) -> list[bool]:
    """Return for each measure whether it is unknown."""
    return [value is None for value in astuple(light)]
