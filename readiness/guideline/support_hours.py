"""Whether the meeting platform's support is open now: Swedish time and holidays, whatever the computer's settings."""

from __future__ import annotations

import enum
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from readiness.guideline.data import Support
from readiness.guideline.swedish_holidays import eves, public_holidays

PROGRAM_IS_FROM = date(2026, 1, 1)
"""The program is no older than this, so a clock that shows an earlier day is wrong."""

_LAST_YEAR = 2100
_EUROPEAN_SUMMER = (3, 10)
"""Months in which summer time begins and ends: on their last Sunday at 01:00 UTC (directive 2000/84/EC)."""


class Hours(enum.Enum):
    """Whether support is open. `EVE`: not a public holiday, but a day on which many workplaces are closed."""

    OPEN = "open"
    CLOSED = "closed"
    HOLIDAY = "holiday"
    EVE = "eve"
    UNKNOWN = "unknown"


def support_hours(support: Support, now: datetime) -> Hours:
    """Return whether support is open at `now` (timezone-aware); `UNKNOWN` if the computer's clock is clearly wrong."""
    swedish = swedish_time(now)
    if swedish.date() < PROGRAM_IS_FROM or swedish.year > _LAST_YEAR:
        return Hours.UNKNOWN
    if not support.is_open(swedish):
        return Hours.CLOSED
    if not support.is_open(swedish, public_holidays(swedish.year)):
        return Hours.HOLIDAY
    return Hours.OPEN if support.is_open(swedish, eves(swedish.year)) else Hours.EVE


def swedish_time(now: datetime) -> datetime:
    """Convert `now` to Swedish local time; by the EU rule if there is no time zone database (plain Windows)."""
    try:
        return now.astimezone(ZoneInfo("Europe/Stockholm"))
    except (ZoneInfoNotFoundError, OSError):
        return by_european_rule(now)


def by_european_rule(now: datetime) -> datetime:
    """Convert `now` to Swedish time by the EU's summer time rule, without a time zone database."""
    utc = now.astimezone(UTC)
    begins, ends = (_last_sunday(utc.year, month) for month in _EUROPEAN_SUMMER)
    return utc.astimezone(timezone(timedelta(hours=2 if begins <= utc < ends else 1)))


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 1, tzinfo=UTC)  # both months have 31 days
    return last - timedelta(days=(last.weekday() + 1) % 7)
