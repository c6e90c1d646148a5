"""Several questions that may each hang, asked at once and not waited for longer than allowed."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def at_once(questions: Sequence[Callable[[], T]], within_s: float) -> list[T | None]:
    """The answer to each question, in their order; None for one that is not there in time."""
    answers: queue.SimpleQueue[tuple[int, T]] = queue.SimpleQueue()

    def ask(place: int) -> None:
        answers.put((place, questions[place]()))

    for place in range(len(questions)):
        threading.Thread(target=ask, args=(place,), daemon=True).start()
    answered: list[T | None] = [None] * len(questions)
    deadline = time.monotonic() + within_s
    for _ in questions:
        try:
            place, answer = answers.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            break
        answered[place] = answer
    return answered
