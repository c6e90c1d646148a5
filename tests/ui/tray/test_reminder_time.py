"""Reminder times: typed, dropped and stored ones, and when they are due."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from readiness.ui.tray.reminder_time import clock_in, is_due, stored_time, typed_time

NOW = datetime(2026, 11, 23, 9, 30).astimezone()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10:45", NOW.replace(hour=10, minute=45)),
        (" 10.45 ", NOW.replace(hour=10, minute=45)),
        ("9:29", (NOW + timedelta(days=1)).replace(minute=29)),
        ("9:30", NOW + timedelta(days=1)),
        ("24:00", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_typed_time_is_the_next_one_that_the_clock_shows(text: str, expected: datetime | None) -> None:
    assert typed_time(text, NOW) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://video.example.se/m/1?at=10:45", "10:45"),
        ("Möte 9.05, rum 3", "09:05"),
        ("10:45 till 11:30", ""),
        ("https://video.example.se/1.2.3.4:8080", ""),
        ("", ""),
    ],
)
def test_dropped_link_gives_one_time_or_none(text: str, expected: str) -> None:
    assert clock_in(text) == expected


def test_stored_reminder_is_restored_and_invalid_ones_ignored() -> None:
    assert stored_time(NOW.isoformat()) == NOW
    assert [stored_time(each) for each in ("", "2026-11-23T09:30:00", "soon", "9")] == [None] * 4


@pytest.mark.parametrize(("minutes", "due"), [(-6, False), (-5, True), (-1, True), (0, False), (1, False)])
def test_reminder_is_due_before_the_meeting_only(minutes: int, due: bool) -> None:  # noqa: FBT001
    assert is_due(NOW, 5, NOW + timedelta(minutes=minutes)) is due
