"""Running several calls concurrently with a common time limit; each of them may hang or fail."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

log = logging.getLogger(__name__)


def run_concurrently(functions: Sequence[Callable[[], T]], within_s: float) -> list[T | None]:
    """Call every function on a thread of its own.

    Args:
        functions: one that never returns keeps its daemon thread.
        within_s: time limit for all of them together, seconds.

    Returns:
        Their results, in order; None for a call that raised an exception or did not finish in time.
    """
    answers: queue.SimpleQueue[tuple[int, T | None]] = queue.SimpleQueue()

    def call(place: int) -> None:
        try:
            answers.put((place, functions[place]()))
        except Exception:  # the caller would otherwise wait for this call until the time limit
            log.debug("call %s", place, exc_info=True)
            answers.put((place, None))

    for place in range(len(functions)):
        threading.Thread(target=call, args=(place,), daemon=True).start()
    answered: list[T | None] = [None] * len(functions)
    deadline = time.monotonic() + within_s
    for _ in functions:
        try:
            place, answer = answers.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            break
        answered[place] = answer
    return answered
