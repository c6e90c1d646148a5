"""Whether the support answers, whatever this computer's settings."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.assets import asset
from readiness.guideline.loader import load
from readiness.guideline.support_hours import Hours, by_european_rule, support_hours, swedish_time

SUPPORT = load(asset("guideline.toml")).support
TOKYO = timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("utc", "hours"),
    [
        ("2026-11-23T06:59:59", Hours.CLOSED),  # a Monday in winter time
        ("2026-11-23T07:00:00", Hours.OPEN),
        ("2026-11-23T15:59:59", Hours.OPEN),
        ("2026-11-23T16:00:00", Hours.CLOSED),
        ("2026-07-01T06:00:00", Hours.OPEN),  # a Wednesday in summer time
        ("2026-07-01T15:00:00", Hours.CLOSED),
        ("2026-11-21T10:00:00", Hours.CLOSED),  # a Saturday
        ("2027-01-06T10:00:00", Hours.HOLIDAY),  # Epiphany, a Wednesday
        ("2027-03-29T10:00:00", Hours.HOLIDAY),  # Easter Monday
        ("2027-05-06T10:00:00", Hours.HOLIDAY),  # Ascension Day
        ("2027-06-25T10:00:00", Hours.EVE),  # Midsummer's Eve, a Friday
        ("2026-12-24T10:00:00", Hours.EVE),
        ("2027-05-06T04:00:00", Hours.CLOSED),  # before opening hours, holiday or not
        ("2001-01-02T10:00:00", Hours.UNKNOWN),
        ("2150-01-02T10:00:00", Hours.UNKNOWN),
    ],
)
@pytest.mark.parametrize("zone", [UTC, TOKYO], ids=["UTC", "Tokyo"])
def test_support_is_open_by_swedish_time_wherever_the_computer_is(utc: str, hours: Hours, zone: timezone) -> None:
    assert support_hours(SUPPORT, datetime.fromisoformat(utc).replace(tzinfo=UTC).astimezone(zone)) is hours


FIRST, LAST = datetime(1997, 1, 1), datetime(2099, 1, 1)  # noqa: DTZ001  (the strategy adds the time zone)


@given(st.datetimes(FIRST, LAST, timezones=st.just(UTC)))
def test_european_summer_time_rule_agrees_with_the_time_zone_database(moment: datetime) -> None:
    by_table, by_rule = swedish_time(moment), by_european_rule(moment)
    assert by_table.utcoffset() == by_rule.utcoffset()


WITHOUT_ZONES = """
from datetime import UTC, datetime
from readiness.guideline.support_hours import swedish_time
print(swedish_time(datetime(2026, 7, 1, 12, tzinfo=UTC)).isoformat())
"""


def test_swedish_time_is_known_without_a_time_zone_database() -> None:
    environment = os.environ | {"PYTHONTZPATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_ZONES], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "2026-07-01T14:00:00+02:00"
