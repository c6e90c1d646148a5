"""A clock that a test turns."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """Its call is the date, `uptime_s` the seconds since the computer started, whatever the date."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)
        self._up = timedelta()

    def __call__(self) -> datetime:
        return self.now

    def uptime_s(self) -> float:
        return self._up.total_seconds()

    def turn(self, **passed: float) -> None:
        """Let time pass."""
        self.now += timedelta(**passed)
        self._up += timedelta(**passed)

    def set_by(self, **moved: float) -> None:
        """Set the date by hand, while no time passes."""
        self.now += timedelta(**moved)
