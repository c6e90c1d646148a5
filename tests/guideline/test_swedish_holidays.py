"""Sweden's holidays, held to a library that knows every country's."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

import holidays
import pytest

from readiness.guideline.swedish_holidays import easter_sunday, eves, public_holidays

YEARS = range(2006, 2101)
"""The current law applies since 2006, after the National Day had replaced Whit Monday."""


@pytest.mark.parametrize(("days", "category"), [(public_holidays, "public"), (eves, "de_facto")])
def test_holidays_agree_with_the_holidays_library(days: Callable[[int], Collection[date]], category: str) -> None:
    for year in YEARS:
        assert set(days(year)) == set(holidays.country_holidays("SE", years=year, categories=(category,)))


def test_earliest_and_latest_possible_easter() -> None:
    assert (easter_sunday(1818).isoformat(), easter_sunday(2038).isoformat()) == ("1818-03-22", "2038-04-25")
