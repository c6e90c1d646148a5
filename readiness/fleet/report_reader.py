"""One delivered report: the row that the archive keeps of it, or why it cannot be counted.

This is the only judge of what a report is. Files, lines and every engine get their rows from here.
"""

from __future__ import annotations

import enum
import hashlib
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

import msgspec

from readiness.fleet.row import (
    DEVICE_CHECKS,
    KEPT,
    ArchivedFinding,
    ArchivedReport,
    Device,
    Devices,
    Reported,
    ShortText,
)
from readiness.i18n import N_

LARGEST_BYTES = 4_000_000
"""Many hundred times the size of a report; whatever is larger was not written by this program."""

FIRST_DAY = date(2020, 1, 1)
"""Years before the first report: a clock that says an earlier day has lost its battery."""

BLOCKING = frozenset({"fail", "not_assessed"})
"""Outcomes that make the verdict a no-go."""

_BLANK = b"\x00 \t\r\n\xef\xbb\xbf"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Fault(enum.Enum):
    """Why a report cannot be counted; the value is its name in answers."""

    EMPTY = "empty"
    TORN = "torn"
    FOREIGN = "foreign"
    NAMELESS = "nameless"
    FUTURE = "future"
    PAST = "past"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"


FAULT_WORDS = {
    Fault.EMPTY: N_("empty"),
    Fault.TORN: N_("torn or not JSON"),
    Fault.FOREIGN: N_("not a report of this program"),
    Fault.NAMELESS: N_("without a station"),
    Fault.FUTURE: N_("from the future"),
    Fault.PAST: N_("with a clock that is years behind"),
    Fault.TOO_LARGE: N_("too large"),
    Fault.UNREADABLE: N_("cannot be read"),
}


class DeviceFacts(msgspec.Struct, gc=False):
    """The measured facts that name a product and its version."""

    family: ShortText | None = None
    vid_pid: ShortText | None = None
    device_class: ShortText | None = None
    source_kind: ShortText | None = None
    product: ShortText | None = None
    chrome_version: ShortText | None = None
    link_kind: ShortText | None = None
    driver: ShortText | None = None


_decoder = msgspec.json.Decoder(Reported)
_device_decoder = msgspec.json.Decoder(DeviceFacts)


def read_report(content: bytes, latest: date, *, whole: bool = True) -> Any:
    """The report's row (`row.ArchivedReport`), or the `Fault` for which it cannot be counted.

    Args:
        content: one JSON document.
        latest: a report that says it was made after this day has a wrong clock.
        whole: keep findings and policy too, without which no other question can be asked of it later.
    """
    if len(content) > LARGEST_BYTES:
        return Fault.TOO_LARGE
    if not content.strip(_BLANK):
        return Fault.EMPTY
    try:
        report = _decoder.decode(content.removeprefix(_BYTE_ORDER_MARK))
        return _row(report, latest, whole=whole)
    except msgspec.ValidationError:
        return Fault.FOREIGN
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return Fault.TORN


def _row(report: Any, latest: date, *, whole: bool) -> Any:
    moment = _moment(report.started_at)
    if moment is None:
        return Fault.FOREIGN
    started_us, day = moment
    if not report.station or not report.station.strip():
        return Fault.NAMELESS
    if day > latest:
        return Fault.FUTURE
    if day < FIRST_DAY:
        return Fault.PAST
    return ArchivedReport(
        *_kept(report, whole=whole),
        station_number=_number(report.station),
        started_us=started_us,
        day=day,
        blocking=[each.code for each in report.findings if each.outcome in BLOCKING and not each.waits_for],
        devices=_devices(report.findings),
    )


def _kept(report: Any, *, whole: bool) -> Iterator[Any]:
    for name in KEPT:
        value = getattr(report, name)
        if name == "findings":
            yield [_finding(each) for each in value] if whole else []
        elif name == "unit":
            yield value or ""
        elif isinstance(value, msgspec.Raw):
            yield _object_text(value) if whole else None
        else:
            yield value


def _finding(found: Any) -> Any:
    values = (getattr(found, name) for name in ArchivedFinding.__struct_fields__)
    return ArchivedFinding(*(_object_text(each) if isinstance(each, msgspec.Raw) else each for each in values))


def _object_text(raw: msgspec.Raw) -> str | None:
    content = bytes(raw).lstrip()
    if not content or content == b"null":
        return None
    if not content.startswith(b"{"):
        raise msgspec.ValidationError("an object is expected")
    return content.decode()


def _devices(findings: Sequence[Any]) -> Devices:
    devices = Devices()
    for found in findings:
        if found.check in DEVICE_CHECKS and len(found.measured) > 2:
            facts = _device_decoder.decode(found.measured)
            product, version = _PRODUCT[found.check](facts)
            setattr(devices, found.check, Device(product, version, found.outcome))
    return devices


def _named(facts: DeviceFacts) -> str | None:
    return " ".join(filter(None, (facts.family, facts.vid_pid))) or facts.device_class or facts.source_kind


_PRODUCT: Mapping[str, Callable[[DeviceFacts], tuple[str | None, str | None]]] = {
    "camera": lambda facts: (_named(facts), None),
    "headset": lambda facts: (_named(facts), facts.driver),
    "browser": lambda facts: ("Google Chrome" if facts.chrome_version else None, facts.chrome_version),
    "connection": lambda facts: (facts.link_kind, facts.driver),
    "rehearsal": lambda facts: (facts.product, facts.chrome_version),
}
"""The product and version of a check, by its facts."""


@lru_cache(maxsize=4096)
def _moment(text: str) -> tuple[int, date] | None:
    """Microseconds since 1970 in UTC, and the day by the station's own clock; None when it is no time."""
    try:
        moment = datetime.fromisoformat(text)
        local = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        seconds = local.timestamp()
    except (ValueError, OverflowError):
        return None
    return math.floor(seconds) * 1_000_000 + local.microsecond, local.date()


@lru_cache(maxsize=65536)
def _number(station: str) -> int:
    digest = hashlib.blake2b(station.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
