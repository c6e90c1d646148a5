"""When to remind of a meeting. Only the time is stored, nothing else about the meeting. No Qt."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime, timedelta

from readiness.door_sign import SignError, parse_until

MINUTES = (5, 10, 15, 30)
"""The choices of how long before the meeting to remind."""

_CLOCK = re.compile(r"(?<![\d.:])([01]?\d|2[0-3])[.:]([0-5]\d)(?![\d.:])")


def typed_time(text: str, now: datetime) -> datetime | None:
    """Return the next moment at which the clock shows what was typed (`10:45`); None if it is no time."""
    with suppress(SignError):
        clock = parse_until(text.strip())
        today, tomorrow = (datetime.combine(now + timedelta(days=days), clock).astimezone() for days in (0, 1))
        return today if today > now else tomorrow
    return None


def clock_in(text: str) -> str:
    """Return the one time of day that a dropped text or link names, as `10:45`; empty if there is none, or several."""
    found = {f"{int(hour):02}:{minute}" for hour, minute in _CLOCK.findall(text[:2000])}
    return found.pop() if len(found) == 1 else ""


def stored_time(text: str) -> datetime | None:
    """Return a stored time; None if it is not one."""
    with suppress(ValueError):
        at = datetime.fromisoformat(text)
        return at if at.tzinfo else None
    return None


def is_due(at: datetime, before_min: int, now: datetime) -> bool:
    """Whether it is time to remind: the meeting is near enough and has not begun."""
    return at - timedelta(minutes=before_min) <= now < at
