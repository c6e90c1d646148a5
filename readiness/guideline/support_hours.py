"""Does the support answer now? In Swedish time, with Sweden's public holidays, whatever this computer is set to."""

from __future__ import annotations

import enum
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from readiness.guideline.data import Support
from readiness.guideline.swedish_holidays import eves, public_holidays

PROGRAM_IS_FROM = date(2026, 1, 1)
"""A clock that shows an earlier day is wrong: there was no such program."""

_LAST_YEAR = 2100
_EUROPEAN_SUMMER = (3, 10)
"""Summer time is from the last Sunday of March until that of October, both at 01:00 UTC (directive 2000/84/EC)."""


class Hours(enum.Enum):
    """Whether somebody answers. `EVE`: no public holiday, but a day when most are off, so nobody knows."""

    OPEN = "open"
    CLOSED = "closed"
    HOLIDAY = "holiday"
    EVE = "eve"
    UNKNOWN = "unknown"


def support_hours(support: Support, now: datetime) -> Hours:
    """Whether the support answers at `now`, which says its own time zone. `UNKNOWN`: the computer's clock is wrong."""
    swedish = swedish_time(now)
    if not swedish.date() >= PROGRAM_IS_FROM or swedish.year > _LAST_YEAR:
        return Hours.UNKNOWN
    if not support.is_open(swedish):
        return Hours.CLOSED
    if not support.is_open(swedish, public_holidays(swedish.year)):
        return Hours.HOLIDAY
    return Hours.OPEN if support.is_open(swedish, eves(swedish.year)) else Hours.EVE


def swedish_time(now: datetime) -> datetime:
    """`now` as clocks in Sweden show it; by the European rule where the system has no time zones (bare Windows)."""
    try:
        return now.astimezone(ZoneInfo("Europe/Stockholm"))
    except (ZoneInfoNotFoundError, OSError):
        return by_european_rule(now)


def by_european_rule(now: datetime) -> datetime:
    """`now` in Swedish time without any table of time zones."""
    utc = now.astimezone(UTC)
    begins, ends = (_last_sunday(utc.year, month) for month in _EUROPEAN_SUMMER)
    return utc.astimezone(timezone(timedelta(hours=2 if begins <= utc < ends else 1)))


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 1, tzinfo=UTC)  # both months have 31 days
    return last - timedelta(days=(last.weekday() + 1) % 7)
