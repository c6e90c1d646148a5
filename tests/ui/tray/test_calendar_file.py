"""The time in a calendar file: as real programs write it, as no program writes it, and against the zones' own data."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.ui.tray.calendar_file import MAX_BYTES, next_start

NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
STOCKHOLM = """BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""
NEW_YORK = STOCKHOLM.replace("+0100", "-0500").replace("+0200", "-0400").replace("T030000", "T020000")
NEW_YORK = NEW_YORK.replace("-1SU;BYMONTH=10", "1SU;BYMONTH=11").replace("-1SU;BYMONTH=3", "2SU;BYMONTH=3")

PACIFIC = """BEGIN:VTIMEZONE
TZID:US/Pacific
BEGIN:STANDARD
TZOFFSETTO:-0800
RRULE:FREQ=YEARLY;UNTIL=20061029;BYMONTH=10;BYDAY=-1SU
DTSTART:19621028T020000
END:STANDARD
BEGIN:DAYLIGHT
TZOFFSETTO:-0700
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
DTSTART:20070311T020000
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETTO:-0800
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
DTSTART:20071104T020000
END:STANDARD
END:VTIMEZONE
"""


def event(*lines: str, before: str = "") -> bytes:
    return "\r\n".join(
        ("BEGIN:VCALENDAR", *before.splitlines(), "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", "")
    ).encode()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (event("DTSTART:20260301T093000Z", "SUMMARY:x"), datetime(2026, 3, 1, 9, 30, tzinfo=UTC)),
        (
            event('DTSTART;TZID="W. Europe Standard Time":20260602T103000', before=STOCKHOLM),
            datetime(2026, 6, 2, 8, 30, tzinfo=UTC),
        ),
        (
            event("DTSTART;TZID=W. Europe Standard Time:20261202T103000", before=STOCKHOLM),
            datetime(2026, 12, 2, 9, 30, tzinfo=UTC),
        ),
        (event("DTSTART:20260301T093000"), datetime(2026, 3, 1, 9, 30).astimezone()),
        (event("DTSTA", " RT:20260301T0930", "\t00Z"), datetime(2026, 3, 1, 9, 30, tzinfo=UTC)),
        (b"\xef\xbb\xbf" + event("DTSTART:20260301T093000Z"), datetime(2026, 3, 1, 9, 30, tzinfo=UTC)),
        (
            event("BEGIN:VALARM", "DTSTART:20260302T000000Z", "END:VALARM", "DTSTART:20260301T093000Z"),
            datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
        ),
        (
            event("DTSTART:20260301T093000Z") + event("DTSTART:20260301T083000Z"),
            datetime(2026, 3, 1, 8, 30, tzinfo=UTC),
        ),
        (event("DTSTART:20260228T093000Z"), None),
        (event("DTSTART:20260301T080000Z"), None),
        (event("DTSTART;VALUE=DATE:20260302"), None),
        (event("DTSTART:20260301T093000Z", "STATUS:CANCELLED"), None),
        (event("DTSTART;TZID=Nowhere:20260602T103000", before=STOCKHOLM), None),
        (event("DTSTART;TZID=:20260602T103000"), None),
        (event("DTSTART;TZID=Europe/Stockholm:20260602T103000"), datetime(2026, 6, 2, 8, 30, tzinfo=UTC)),
        (event("DTSTART;TZID=Europe/Stockholm:20261202T103000"), datetime(2026, 12, 2, 9, 30, tzinfo=UTC)),
        (event("DTSTART;TZID=W. Europe Standard Time:20260602T103000"), datetime(2026, 6, 2, 8, 30, tzinfo=UTC)),
        (event("DTSTART;TZID=US/Pacific:20261028T103000", before=PACIFIC), datetime(2026, 10, 28, 17, 30, tzinfo=UTC)),
        (event("DTSTART;TZID=US/Pacific:20261102T103000", before=PACIFIC), datetime(2026, 11, 2, 18, 30, tzinfo=UTC)),
        (event("DTSTART:20261301T093000Z"), None),
        (event("SUMMARY:DTSTART:20260301T093000Z"), None),
        (event("DTSTART;TZID=W. Europe Standard Time:00010101T000000", before=STOCKHOLM), None),
        (b"", None),
        (b"\x00\xff" * 100, None),
    ],
)
def test_when_the_next_meeting_begins(content: bytes, expected: datetime | None) -> None:
    assert next_start(content, NOW) == expected


@settings(max_examples=200, deadline=None)
@given(
    local=st.datetimes(datetime(2026, 3, 3), datetime(2040, 1, 1)).map(  # noqa: DTZ001
        lambda at: at.replace(microsecond=0, fold=0)
    ),
    zone=st.sampled_from([("Europe/Stockholm", STOCKHOLM), ("America/New_York", NEW_YORK)]),
)
def test_zones_are_as_the_database_of_zones_has_them(local: datetime, zone: tuple[str, str]) -> None:
    name, described = zone
    there = local.replace(tzinfo=ZoneInfo(name))
    if (
        there.astimezone(UTC).astimezone(there.tzinfo) != there
        or there.replace(fold=1).utcoffset() != there.utcoffset()
    ):
        return  # the hour that is left out or occurs twice
    found = next_start(event(f"DTSTART;TZID=W. Europe Standard Time:{local:%Y%m%dT%H%M%S}", before=described), NOW)
    assert found == there.astimezone(UTC)


PIECE = st.sampled_from(
    ["BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTIMEZONE", "TZID:x", "BEGIN:DAYLIGHT", "END:DAYLIGHT", "END:VTIMEZONE",
     "DTSTART:20260602T103000Z", "DTSTART;TZID=x:20260602T103000", "DTSTART;TZID=x:99991231T235959",
     "TZOFFSETTO:-9959", "TZOFFSETTO:+0100", "RRULE:FREQ=YEARLY;BYDAY=-5SU;BYMONTH=2", "RRULE:BYDAY=SU;BYMONTH=x",
     "DTSTART:00010101T000000", " folded", "STATUS:CANCELLED"]
) | st.text(max_size=30)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECE, max_size=40).map("\n".join) | st.text())
def test_arbitrary_calendar_file_gives_a_future_time_or_none(text: str) -> None:
    found = next_start(text.encode("utf-8", "surrogatepass"), NOW)
    assert found is None or (found.tzinfo is not None and found > NOW)


@pytest.mark.parametrize(
    "piece", [b"BEGIN:VEVENT\n", b"A;" * 50, b'A;B="' * 20, b"\n ", b"DTSTART;TZID=x:20260602T103000\n", b":", b"\0"]
)
def test_a_huge_file_takes_no_longer_than_a_person_waits(piece: bytes) -> None:
    begun_s = time.process_time()
    next_start(piece * (3 * MAX_BYTES // len(piece)), NOW + timedelta(days=1))
    assert time.process_time() - begun_s < 5
