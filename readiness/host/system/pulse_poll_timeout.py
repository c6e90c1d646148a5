"""A deadline for conversations with a PulseAudio server."""

from __future__ import annotations

import select
import sys
import time
from collections.abc import Sequence
from typing import Any


class PollTimeout:
    """A poll(2) with a deadline for libpulse's main loop, which by itself waits for ever on a server that hangs."""

    def __init__(self, deadline_s: float) -> None:
        self._deadline_s = deadline_s
        self.error: BaseException | None = None

    def poll(self, waiting: Sequence[Any], timeout_s: float) -> int:
        """Wait for the descriptors, as libpulse asks, but never past the deadline."""
        assert sys.platform != "win32"  # noqa: S101  (mypy reads this line: Windows has no poll)
        poller = select.poll()
        for each in waiting:
            poller.register(each.fd, each.events)
        left_s = max(self._deadline_s - time.monotonic(), 0.0)
        ready = dict(poller.poll(1000 * (left_s if timeout_s < 0 else min(timeout_s, left_s))))
        for each in waiting:
            each.revents = ready.get(each.fd, 0)
        if not ready and time.monotonic() >= self._deadline_s:
            raise TimeoutError
        return len(ready)

    def note(self, _kind: type[BaseException], error: BaseException, _trace: object) -> None:
        """Keep what went wrong: to libpulse, and so to whoever called it, it becomes an answer of −1."""
        self.error = error
