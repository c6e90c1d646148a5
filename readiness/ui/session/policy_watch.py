"""Whether IT has changed the policy since the window was opened: read beside the window, for a disk may hang."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLateError

from readiness.ui.session.disk_worker import DiskWorker

PATIENCE_S = 0.3


class PolicyWatch:
    """Asks `is_another`, and waits at most `PATIENCE_S` for the answer; one that comes later counts the next time."""

    def __init__(self, is_another: Callable[[], bool]) -> None:
        self._is_another = is_another
        self._worker = DiskWorker("policy")
        self._late: Future[bool] | None = None

    def has_changed(self) -> bool:
        """Whether another policy is in force; without an answer it counts as the same."""
        if self._late and self._answer(self._late):
            return True
        return self._late is None and self._answer(self._worker.submit(self._is_another))

    def _answer(self, asked: Future[bool]) -> bool:
        try:
            is_another = asked.result(PATIENCE_S)
        except TooLateError:
            self._late = asked
            return False
        self._late = None
        return is_another
