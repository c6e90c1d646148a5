"""How long a meeting that was opened counts, where nobody says that it is over."""

from __future__ import annotations

from datetime import timedelta

from readiness.ui.session.elapsed import Clocks, Moment

LONGEST_MEETING = timedelta(hours=4)
"""A meeting that was opened longer ago is over: few take more than an hour; judgement."""


class MeetingAge:
    """Counts from the opening of the latest meeting, by the computer's clocks."""

    def __init__(self, clocks: Clocks) -> None:
        self._clocks = clocks
        self._opened_at: Moment | None = None

    def begin(self) -> None:
        """Count from now on: the meeting is open."""
        self._opened_at = self._clocks.read()

    def is_over(self) -> bool:
        """Whether the meeting was opened longer ago than `LONGEST_MEETING`."""
        return self._opened_at is not None and self._clocks.since(self._opened_at) > LONGEST_MEETING
