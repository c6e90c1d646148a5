"""Sweden's holidays, held to a library that knows every country's."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

import holidays
import pytest

from readiness.guideline.swedish_holidays import easter_sunday, eves, public_holidays

YEARS = range(2006, 2101)
"""The law as it is now counts from 2006, when Whit Monday had given way to the National Day."""


@pytest.mark.parametrize(("days", "category"), [(public_holidays, "public"), (eves, "de_facto")])
def test_every_year_has_the_days_that_the_library_has(days: Callable[[int], Collection[date]], category: str) -> None:
    for year in YEARS:
        assert set(days(year)) == set(holidays.country_holidays("SE", years=year, categories=(category,)))


def test_easter_is_as_early_and_as_late_as_it_can_be() -> None:
    assert (easter_sunday(1818).isoformat(), easter_sunday(2038).isoformat()) == ("1818-03-22", "2038-04-25")
