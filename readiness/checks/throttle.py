"""Asking a slow question less often than a quick one."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Throttled(Generic[T]):
    """A question that takes at most `max_share` of the time; in between, its last answer about the same thing stands.

    Args:
        question: is asked by name.
        max_share: the largest share of the time, above 0.
        clock: monotonic, seconds.
    """

    def __init__(
        self, question: Callable[[str], T], max_share: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._question, self._max_share, self._clock = question, max_share, clock
        self._answers: dict[str, tuple[float, T]] = {}

    def __call__(self, about: str) -> T:
        """Return the answer, a new one if it is due."""
        began_s = self._clock()
        if about in self._answers:
            due_s, last = self._answers[about]
            if began_s < due_s:
                return last
        answer = self._question(about)
        ended_s = self._clock()
        self._answers[about] = (ended_s + (ended_s - began_s) * (1 / self._max_share - 1), answer)
        return answer
