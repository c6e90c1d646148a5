"""When the next meeting in a calendar file begins (RFC 5545). Nothing else of the file is read or kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QDate, QDateTime, QTime, QTimeZone

MAX_BYTES = 1_000_000
"""Fits an invitation with its text twice and a picture; a larger file is a whole calendar."""

MAX_LINES = 50_000

_LINE = re.compile(r"(?P<name>[A-Za-z-]+)(?P<parameters>(?:;[^:;\"]*(?:\"[^\"]*\"[^:;\"]*)*)*):(?P<value>.*)")
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z?)")
_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(?:\d\d)?")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    parameters: Mapping[str, str]
    value: str


@dataclass(frozen=True, slots=True)
class _Observance:
    """Standard or daylight time: its offset from UTC, and when it begins, once or in the same week of every year.

    `until`: when it began for the last time, if the rules have changed since.
    """

    begins: datetime
    offset: timedelta
    until: datetime | None = None
    month: int = 0
    week: int = 0
    weekday: int = 0

    def latest(self, local: datetime) -> datetime | None:
        """When it last began at or before a local time; None if it had not begun yet."""
        if not self.month:
            return self.begins if self.begins <= local else None
        local = min(local, self.until or local)
        for year in (local.year, local.year - 1):
            day = _day_of(year, self.month, self.week, self.weekday)
            begins = datetime.combine(day, self.begins.time()) if day else None
            if begins and self.begins <= begins <= local:
                return begins
        return None


@dataclass(slots=True)
class _Part:
    """An event or a time zone, while it is read."""

    kind: str
    lines: dict[str, _Line] = field(default_factory=dict)


def next_start(content: bytes, now: datetime) -> datetime | None:
    """Return when the first event after `now` begins, timezone-aware; None if none does, or its time is not certain.

    A time without a zone is the computer's own. The file may describe a zone, or only name it, as many do that were not
    written by a mail program. Days without a time, cancelled events and the repetitions of a series do not count.
    """
    zones: dict[str, list[_Observance]] = {}
    events: list[_Line] = []
    zone = ""
    for part in _parts(content):
        if part.kind == "VTIMEZONE":
            zone = part.lines["TZID"].value if "TZID" in part.lines else ""
        elif part.kind in ("STANDARD", "DAYLIGHT"):
            with suppress(ValueError, KeyError, OverflowError):
                zones.setdefault(zone, []).append(_observance(part.lines))
        elif "DTSTART" in part.lines and not _is_cancelled(part):
            events.append(part.lines["DTSTART"])
    starts = [start for line in events if (start := _start(line, zones)) and start > now]
    return min(starts, default=None)


def _is_cancelled(event: _Part) -> bool:
    return "STATUS" in event.lines and event.lines["STATUS"].value.strip().upper() == "CANCELLED"


def _parts(content: bytes) -> Iterator[_Part]:
    """Yield events whole, and zones as soon as they are named, so that their observances follow them."""
    open_parts: list[_Part] = []
    for line in _lines(content):
        kind = line.value.strip().upper()
        if line.name == "BEGIN" and len(open_parts) < 8:
            open_parts.append(_Part(kind))
        elif line.name == "END" and open_parts and open_parts[-1].kind == kind:
            done = open_parts.pop()
            if done.kind in ("VEVENT", "STANDARD", "DAYLIGHT"):
                yield done
        elif open_parts:
            open_parts[-1].lines.setdefault(line.name, line)
            if line.name == "TZID" and open_parts[-1].kind == "VTIMEZONE":
                yield open_parts[-1]


def _lines(content: bytes) -> Iterator[_Line]:
    text = content[:MAX_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    for each in unfolded.splitlines()[:MAX_LINES]:
        found = _LINE.fullmatch(each)
        if found:
            pairs = (pair.partition("=") for pair in found["parameters"].split(";")[1:])
            parameters = {name.upper(): value.strip('"') for name, _, value in pairs}
            yield _Line(found["name"].upper(), parameters, found["value"])


def _start(line: _Line, zones: Mapping[str, list[_Observance]]) -> datetime | None:
    try:
        local, is_utc = _time(line.value)
        if is_utc:
            return local.replace(tzinfo=UTC)
        if "TZID" not in line.parameters:
            return local.astimezone()
        zone = line.parameters["TZID"]
        offset = _offset(local, zones[zone]) if zone in zones else _offset_of_named(zone, local)
        return (local - offset).replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _time(value: str) -> tuple[datetime, bool]:
    found = _TIME.fullmatch(value.strip())
    if not found:
        raise ValueError(value)
    year, month, day, hour, minute, second = (int(each) for each in found.groups()[:6])
    return datetime(year, month, day, hour, minute, second), bool(found[7])  # noqa: DTZ001  (local until its zone is known)


def _offset(local: datetime, observances: list[_Observance]) -> timedelta:
    """Return the offset of the observance that began last; before all of them, the first one's."""
    begun = [(begins, each.offset) for each in observances if (begins := each.latest(local))]
    return max(begun)[1] if begun else min(observances, key=lambda each: each.begins).offset


def _offset_of_named(zone: str, local: datetime) -> timedelta:
    """Return the offset of a zone by its name in IANA's database, or by Windows' own.

    Raises:
        ValueError: there is no such zone.
    """
    name = zone.encode()
    known = QTimeZone(QTimeZone.windowsIdToDefaultIanaId(name) or name)
    if not zone or not known.isValid():
        raise ValueError(zone)
    there = QDateTime(QDate(local.year, local.month, local.day), QTime(local.hour, local.minute, local.second), known)
    return timedelta(seconds=there.offsetFromUtc())


def _observance(lines: Mapping[str, _Line]) -> _Observance:
    begins, _ = _time(lines["DTSTART"].value)
    found = _OFFSET.fullmatch(lines["TZOFFSETTO"].value.strip())
    if not found:
        raise ValueError(lines["TZOFFSETTO"].value)
    offset = timedelta(hours=int(found[2]), minutes=int(found[3])) * (-1 if found[1] == "-" else 1)
    if abs(offset) >= timedelta(days=1):
        raise ValueError(lines["TZOFFSETTO"].value)
    if "RRULE" not in lines:
        return _Observance(begins, offset)
    rule = dict(each.partition("=")[::2] for each in lines["RRULE"].value.strip().upper().split(";"))
    week, weekday = int(rule["BYDAY"][:-2]), _DAYS.index(rule["BYDAY"][-2:])
    month = int(rule["BYMONTH"])
    if rule.get("FREQ") != "YEARLY" or not 1 <= month <= 12 or not 1 <= abs(week) <= 5:
        raise ValueError(lines["RRULE"].value)
    last = rule.get("UNTIL", "")
    until = _time(last if "T" in last else f"{last}T235959")[0] + offset if last else None
    return _Observance(begins, offset, until, month, week, weekday)


def _day_of(year: int, month: int, week: int, weekday: int) -> date | None:
    """Return that weekday of a month: the first for 1, the last for -1; None if the month has not so many."""
    if week > 0:
        first = date(year, month, 1)
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (week - 1))
    else:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        day = last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-week - 1))
    return day if day.month == month else None
