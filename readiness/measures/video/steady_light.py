"""Keeping the measured light steady while it flickers, so that a finding near a limit does not change to and fro.

A film on the screen lights the face by a third of a stop more or less, in cuts. Seen a few times a second, the median
of that wanders slowly by some per cent. While the light varies, what was measured is therefore kept until it has
changed by more than that. It is followed as it is while it stands still, and for a while after each such change, which
may not have come to its end.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import Any

VARIES_OVER_S, FOLLOWED_FOR_S = 5.0, 3.0
VARIES_SHARE = 0.03
"""Spread of a measure over that time, relative to it, from which the light varies; noise alone gives under 0.01."""
CHANGED_SHARE = 0.12
"""Change relative to what was kept from which the light has changed and does not only flicker: the legibility and the
brightness of skin by a fifth of a stop either way."""
CHANGED_WHITE_SHARE = 0.03
"""The same for the over-exposed share of the skin, as a difference."""

DECIDING = ("legibility_codes", "highlight_code")
WHITE = "over_exposed_share"

Measures = Mapping[str, Any]
"""Fields of `light.Light` by name; empty if there is no face."""


class SteadyLight:
    """Keeps the light of one face while it flickers."""

    def __init__(self) -> None:
        self._kept: Measures = {}
        self._changed_s = 0.0
        self._recent: deque[tuple[float, Measures]] = deque()

    def steadied(self, light: Measures, at_s: float) -> Measures:
        """Return the light to judge, given what was measured at `at_s` seconds."""
        self._recent.append((at_s, light))
        while self._recent[0][0] < at_s - VARIES_OVER_S:
            self._recent.popleft()
        if _has_changed(self._kept, light):
            self._changed_s = at_s
        if not self._varies() or at_s - self._changed_s < FOLLOWED_FOR_S:
            self._kept = light
        return self._kept

    def _varies(self) -> bool:
        for name in DECIDING:
            values = [float(light[name]) for _, light in self._recent if light]
            if values and max(values) - min(values) > VARIES_SHARE * max(values):
                return True
        return False


def _has_changed(kept: Measures, light: Measures) -> bool:
    if not kept or kept.keys() != light.keys():
        return True
    whiter = abs(light[WHITE] - kept[WHITE]) > CHANGED_WHITE_SHARE
    return whiter or any(abs(light[name] - kept[name]) > CHANGED_SHARE * kept[name] for name in DECIDING)
