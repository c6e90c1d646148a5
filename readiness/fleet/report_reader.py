"""One collected report, as far as the fleet's questions need it, and why one cannot be used."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Literal

import msgspec

from readiness.i18n import N_

LARGEST_BYTES = 4_000_000
"""Many hundred times a report; what is bigger was not written by this program."""


class Fault(enum.Enum):
    """Why a report cannot be counted; the value is its name in answers."""

    EMPTY = "empty"
    TORN = "torn"
    FOREIGN = "foreign"
    NAMELESS = "nameless"
    FUTURE = "future"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"


FAULT_WORDS = {
    Fault.EMPTY: N_("empty"),
    Fault.TORN: N_("torn or not JSON"),
    Fault.FOREIGN: N_("not a report of this program"),
    Fault.NAMELESS: N_("without a station"),
    Fault.FUTURE: N_("from the future"),
    Fault.TOO_LARGE: N_("too large"),
    Fault.UNREADABLE: N_("cannot be read"),
}


class Facts(msgspec.Struct):
    """The facts that tell which device it was."""

    family: str | None = None
    vid_pid: str | None = None
    device_class: str | None = None


class Found(msgspec.Struct):
    """One finding."""

    check: str
    code: str
    outcome: Literal["pass", "warn", "fail", "not_assessed"]
    measured: Facts = msgspec.field(default_factory=Facts)


class Reported(msgspec.Struct):
    """One report. What else stands in it is not looked at."""

    schema: Literal["readiness-report/1"]
    started_at: str
    verdict: Literal["go", "go_with_remarks", "no_go"]
    app_version: str
    findings: list[Found]
    station: str = ""
    unit: str = ""


_decoder = msgspec.json.Decoder(Reported)


def read_report(content: bytes, latest: date) -> Reported | Fault:
    """The report, or why it cannot be counted.

    Args:
        content: one JSON document.
        latest: a report that says it was made after this day has a wrong clock.
    """
    if len(content) > LARGEST_BYTES:
        return Fault.TOO_LARGE
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        return Fault.EMPTY
    try:
        report = _decoder.decode(content.removeprefix(b"\xef\xbb\xbf"))
    except msgspec.ValidationError:
        return Fault.FOREIGN
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Fault.TORN
    return _fault(report, latest) or report


def _fault(report: Reported, latest: date) -> Fault | None:
    try:
        day = datetime.fromisoformat(report.started_at).date()
    except ValueError:
        return Fault.FOREIGN
    if not report.station.strip():
        return Fault.NAMELESS
    return Fault.FUTURE if day > latest else None
