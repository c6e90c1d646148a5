"""Whether IT has changed the policy since the window was opened: read beside the window, for a disk may hang."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import TimeoutError as TooLateError

from readiness.ui.session.disk_worker import DiskWorker

PATIENCE_S = 0.3


class PolicyWatch:
    """Asks `is_another` at most `PATIENCE_S` long; without an answer the policy counts as the same."""

    def __init__(self, is_another: Callable[[], bool]) -> None:
        self._is_another = is_another
        self._worker = DiskWorker("policy")

    def has_changed(self) -> bool:
        """Whether another policy is in force."""
        try:
            return self._worker.submit(self._is_another).result(PATIENCE_S)
        except TooLateError:
            return False
