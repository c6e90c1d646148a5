"""A thread for disk access: a network share that hangs must block neither the window nor the program's exit."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLateError
from contextlib import suppress
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

FINISHES_WITHIN_S = 0.5
"""Default time for which the closing window waits for what is still to be written: the disk may hang."""


class DiskWorker:
    """Runs functions one after the other on a daemon thread.

    `concurrent.futures` is no alternative: the interpreter waits for its threads at exit.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._waiting: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def submit(self, work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> Future[T]:
        """Run `work` after everything submitted before; return its future."""
        done: Future[T] = Future()

        def run() -> None:
            try:
                done.set_result(work(*arguments, **named))
            except BaseException as error:  # noqa: BLE001  (the future carries it to the caller)
                done.set_exception(error)

        self._waiting.put(run)
        if self._thread is None:
            thread = threading.Thread(target=self._work, name=self._name, daemon=True)
            try:
                thread.start()
            except RuntimeError:  # the system starts no more; a window that waits for the disk is better than none
                self._waiting.get()()
            else:
                self._thread = thread
        return done

    def finish(self, within_s: float = FINISHES_WITHIN_S) -> None:
        """Wait until everything is done, but at most `within_s`."""
        if self._thread:
            with suppress(TooLateError):
                self.submit(int).result(within_s)

    def _work(self) -> None:
        while True:
            self._waiting.get()()
