"""Heartbeats of live probes, whose measurements expire after two seconds without a message."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

from readiness.model import Alive

SIGN_EVERY_S = 0.5

T = TypeVar("T")


def pause(seconds: float) -> Iterator[Alive]:
    """Wait, yielding `Alive` regularly so that the last measurement remains valid."""
    ends_s = time.monotonic() + seconds
    while (left_s := ends_s - time.monotonic()) > 0:
        yield Alive()
        time.sleep(min(SIGN_EVERY_S, left_s))


def alive_while(question: Callable[[], T], within_s: float) -> Generator[Alive, None, T]:
    """Run a slow function on another thread, yielding `Alive` for at most `within_s` seconds.

    After that it waits in silence, so that the engine ends a probe whose function hangs.

    Returns:
        The function's result.

    Raises:
        Exception: whatever the function raises.
    """
    worker = ThreadPoolExecutor(1, "question")
    answer = worker.submit(question)
    worker.shutdown(wait=False)
    ends_s = time.monotonic() + within_s
    while time.monotonic() < ends_s and wait([answer], SIGN_EVERY_S).not_done:
        yield Alive()
    return answer.result()
