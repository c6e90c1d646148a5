"""Converting a delivered report to its archive row, or to the reason why it is rejected.

This is the only place that decides whether a report is valid, for all sources and engines.
"""

from __future__ import annotations

import codecs
import hashlib
import math
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any

import msgspec

from readiness.fleet.archive_schema import (
    KEPT,
    LONGEST_TEXT,
    ArchivedFinding,
    ArchivedReport,
    BriefReport,
    Device,
    Devices,
    Facts,
    WholeReport,
)
from readiness.fleet.rejected import Fault
from readiness.report.document import DECODING_ERRORS
from readiness.report.product_name import product_name

MAX_BYTES = 1 << 20
"""Maximum size of a report: a hundred times the usual 10 kB. Whatever holds a few reports in memory relies on it."""

FIRST_DAY = date(2020, 1, 1)
"""Reports from an earlier day have a wrong clock, such as after a lost battery."""

BLOCKING = frozenset({"fail", "not_assessed"})
"""Outcomes that make the verdict a no-go."""

_BLANK = b"\x00 \t\r\n\xef\xbb\xbf"


_whole_decoder = msgspec.json.Decoder(WholeReport)
_brief_decoder = msgspec.json.Decoder(BriefReport)
_facts_decoder = msgspec.json.Decoder(Facts)

_kept_fields = attrgetter(*KEPT)
_UNIT, _FINDINGS, _POLICY = map(KEPT.index, ("unit", "findings", "policy"))
_FINDING_FIELDS = ArchivedFinding.__struct_fields__
_finding_fields = attrgetter(*_FINDING_FIELDS)
_MEASURED = _FINDING_FIELDS.index("measured")


def read_report(content: bytes, latest: date, *, whole: bool = True) -> Any:
    """Return the report's row (`archive_schema.ArchivedReport`), or the `Fault` for which it is rejected.

    Args:
        content: one JSON document.
        latest: a report from a later day has a wrong clock.
        whole: include findings and policy, needed only for policy comparisons and the archive; it takes three times
            as long. Which reports are valid does not depend on it.
    """
    if len(content) > MAX_BYTES:
        return Fault.TOO_LARGE
    try:
        decoder = _whole_decoder if whole else _brief_decoder
        return _row(decoder.decode(_as_utf8(content)), latest, whole=whole)
    except msgspec.ValidationError:
        return Fault.FOREIGN
    except DECODING_ERRORS:
        return Fault.TORN if content.strip(_BLANK) else Fault.EMPTY


def _as_utf8(content: bytes) -> bytes:
    """Windows PowerShell 5 writes what is redirected to a file as UTF-16."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16").encode()
    return content.removeprefix(codecs.BOM_UTF8)


def _row(report: Any, latest: date, *, whole: bool) -> Any:
    moment = _moment(report.started_at)
    if moment is None or _contradicts_itself(report):
        return Fault.FOREIGN
    started_us, day = moment
    if not report.station or report.station.isspace():
        return Fault.NAMELESS
    blocking = [found.code for found in report.findings if found.outcome in BLOCKING and not found.waits_for]
    devices = _devices(report.findings)
    values = list(_kept_fields(report))
    values[_UNIT] = report.unit or ""
    values[_FINDINGS] = [_finding(each) for each in report.findings] if whole else None
    values[_POLICY] = _object_text(report.policy) if whole else None
    if day > latest:
        return Fault.FUTURE
    if day < FIRST_DAY:
        return Fault.PAST
    return ArchivedReport(*values, _number(report.station), started_us, day, blocking, devices)


def _contradicts_itself(report: Any) -> bool:
    """Whether its verdict is a go and its findings are not, as with a key that occurs twice: a go needs evidence."""
    if report.verdict == "no_go":
        return False
    return not report.findings or any(found.outcome in BLOCKING for found in report.findings)


def _devices(findings: Iterable[Any]) -> Devices:
    """Return the products that the findings identify.

    Raises:
        msgspec.ValidationError: a fact is not what a report of this program has there.
    """
    devices = Devices()
    for found in findings:
        identifying = _IDENTIFYING.get(found.check)
        if identifying and (facts := _facts(found.measured)):
            try:
                device = _device(found.check, found.outcome, identifying(facts))
            except TypeError:  # a list or an object cannot be looked up in the cache
                raise msgspec.ValidationError("a short text is expected") from None
            if device:
                setattr(devices, found.check, device)
    return devices


def _finding(found: Any) -> Any:
    values = list(_finding_fields(found))
    values[_MEASURED] = _object_text(found.measured)
    return ArchivedFinding(*values)


def _object_text(raw: msgspec.Raw) -> str | None:
    content = bytes(raw).lstrip()
    if not content or content == b"null":
        return None
    if not content.startswith(b"{"):
        raise msgspec.ValidationError("an object is expected")
    return content.decode()


def _facts(measured: Any) -> Facts | None:
    """Return the facts of a finding of a whole or brief report."""
    if isinstance(measured, msgspec.Raw):
        text = _object_text(measured)
        return None if text is None else _facts_decoder.decode(text)
    return measured  # type: ignore[no-any-return]


_IDENTIFYING: Mapping[str, Callable[[Facts], tuple[Any, ...]]] = {
    "camera": attrgetter("family", "vid_pid", "device_class", "source_kind"),
    "headset": attrgetter("family", "vid_pid", "device_class", "source_kind"),
    "browser": attrgetter("chrome_version", "chrome_version"),
    "connection": attrgetter("link_kind", "driver"),
    "rehearsal": attrgetter("product", "chrome_version"),
}
"""Functions from a check's raw facts to those that identify the product: its make and kind, or its name and version."""


@lru_cache(maxsize=4096)
def _device(check: str, outcome: str, facts: tuple[Any, ...]) -> Device | None:
    """Return the product that these facts identify; None if they identify none.

    Cached, because a fleet has few products, and thousands of reports of each.

    Raises:
        msgspec.ValidationError: a fact is not a short text.
        TypeError: a fact cannot be looked up in the cache.
    """
    if any(fact is not None and (not isinstance(fact, str) or len(fact) > LONGEST_TEXT) for fact in facts):
        raise msgspec.ValidationError("a short text is expected")
    if check in {"camera", "headset"}:
        product, version = product_name(*facts), None
    else:
        product, version = facts
    if check == "browser":
        product = product and "Google Chrome"
    return Device(product=product, version=version, outcome=outcome) if product else None


def _moment(text: str) -> tuple[int, date] | None:
    """Return microseconds since 1970 in UTC, and the station's local date; None if it is not a valid time."""
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
