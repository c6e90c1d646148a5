"""Sweden's public holidays by law (SFS 1989:253), and the eves that agreements treat as holidays."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

_SATURDAY = 5


def public_holidays(year: int) -> Collection[date]:
    """Return the days that the law names in that year, besides ordinary Sundays."""
    easter = easter_sunday(year)
    movable = (easter + timedelta(days) for days in (-2, 0, 1, 39, 49))  # Good Friday to Whit Sunday
    fixed = (date(year, month, day) for month, day in ((1, 1), (1, 6), (5, 1), (6, 6), (12, 25), (12, 26)))
    return frozenset((*fixed, *movable, _midsummer(year), _saturday_from(date(year, 10, 31))))


def eves(year: int) -> Collection[date]:
    """Return Midsummer's Eve, Christmas Eve and New Year's Eve."""
    return frozenset((_midsummer(year) - timedelta(1), date(year, 12, 24), date(year, 12, 31)))


def easter_sunday(year: int) -> date:
    """Return Easter Sunday, from 1583 on: J.-M. Oudin's algorithm (Explanatory Supplement, 1992, p. 601)."""
    century, golden = year // 100, year % 19
    moon = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon -= moon // 28 * (1 - moon // 28 * (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    return date(year, 3, 28) + timedelta(moon - weekday)


def _midsummer(year: int) -> date:
    return _saturday_from(date(year, 6, 20))


def _saturday_from(day: date) -> date:
    return day + timedelta((_SATURDAY - day.weekday()) % 7)
