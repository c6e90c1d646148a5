"""Calls that hang or fail, beside calls that answer."""

from __future__ import annotations

import threading
import time

from readiness.host.system.parallel import run_concurrently


def test_results_are_in_order() -> None:
    assert run_concurrently((lambda: 1, lambda: 2), 5) == [1, 2]


def test_a_call_that_fails_gives_none_at_once() -> None:
    begun = time.monotonic()
    assert run_concurrently((lambda: 1 // 0, lambda: 2), 30) == [None, 2]
    assert time.monotonic() - begun < 10


def test_a_call_that_hangs_does_not_hold_up_the_others() -> None:
    released = threading.Event()
    assert run_concurrently((released.wait, lambda: True), 0.1) == [None, True]
    released.set()
