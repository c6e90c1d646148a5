"""Running several possibly hanging calls concurrently with a common time limit."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def run_concurrently(functions: Sequence[Callable[[], T]], within_s: float) -> list[T | None]:
    """Call every function on a thread of its own.

    Args:
        functions: one that never returns keeps its daemon thread.
        within_s: time limit for all of them together, seconds.

    Returns:
        Their results, in order; None for a call that did not finish in time.
    """
    answers: queue.SimpleQueue[tuple[int, T]] = queue.SimpleQueue()

    def ask(place: int) -> None:
        answers.put((place, functions[place]()))

    for place in range(len(functions)):
        threading.Thread(target=ask, args=(place,), daemon=True).start()
    answered: list[T | None] = [None] * len(functions)
    deadline = time.monotonic() + within_s
    for _ in functions:
        try:
            place, answer = answers.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            break
        answered[place] = answer
    return answered
