"""How a live probe waits: an answer that nobody confirms stops counting after two seconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from typing import TypeVar

from readiness.model import Alive

SIGN_EVERY_S = 0.5

T = TypeVar("T")


def pause(seconds: float) -> Iterator[Alive]:
    """Wait so long, and say all the while that the last answer still holds."""
    ends_s = time.monotonic() + seconds
    while (left_s := ends_s - time.monotonic()) > 0:
        yield Alive()
        time.sleep(min(SIGN_EVERY_S, left_s))


def while_asking(question: Callable[[], T], within_s: float) -> Generator[Alive, None, T]:
    """The answer to a question that takes a while; after `within_s` nothing is said any more of being alive.

    Raises:
        Exception: what the question raises.
    """
    worker = ThreadPoolExecutor(1, "question")
    answer = worker.submit(question)
    worker.shutdown(wait=False)
    ends_s = time.monotonic() + within_s
    while time.monotonic() < ends_s:
        try:
            return answer.result(SIGN_EVERY_S)
        except NotYetError:
            yield Alive()
    return answer.result()
