"""A clock that a test turns."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **passed: float) -> None:
        self.now += timedelta(**passed)
