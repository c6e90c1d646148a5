"""How long ago something was, whatever is done to the computer's clock meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple


class Moment(NamedTuple):
    """A moment by both clocks."""

    at: datetime
    uptime_s: float


class Clocks:
    """Two clocks, of which the one that says more is believed.

    The date may be put back, by as much as has passed; the time since the start stands still while a virtual computer
    is suspended by its host.

    Args:
        now: the computer's date and time.
        uptime_s: seconds since it started, time asleep included.
    """

    def __init__(self, now: Callable[[], datetime], uptime_s: Callable[[], float]) -> None:
        self._now, self._uptime_s = now, uptime_s

    def read(self) -> Moment:
        """Return the current moment."""
        return Moment(self._now(), self._uptime_s())

    def since(self, then: Moment) -> timedelta:
        """Return how long ago `then` was, at most; a date put back by an hour makes it an hour."""
        now = self.read()
        return max(abs(now.at - then.at), timedelta(seconds=now.uptime_s - then.uptime_s))
