"""The archive's columns, and the types for decoding delivered reports, both derived from `report.document`.

A new field of the report automatically becomes a column, which is null in older rows.
"""

from __future__ import annotations

import enum
import types
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeGuard, Union, get_args, get_origin, get_type_hints

import msgspec

from readiness.report.document import Document

NEEDED = frozenset({"schema", "started_at", "verdict", "findings", "check", "code", "outcome"})
"""Required fields of a report; every other may be missing."""

WORDS = frozenset({"headline", "remedy"})
"""Fields that are not read: they follow from the code, and are in the station's language."""

NOT_KEPT = WORDS | {"schema"}
"""Fields that do not become columns."""

LONGEST_TEXT = 200
"""Maximum length in characters of a station, unit, code or product; longer ones are invalid."""

LONGEST_LIST = 100
"""Maximum number of findings or mends; longer lists are invalid. The program has thirteen checks, and the queries'
memory and time grow with every code."""

ShortText = Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]

Integer = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
"""JSON has whole numbers of any size, the columns 64 bits."""


class Device(msgspec.Struct, gc=False, omit_defaults=True, kw_only=True):
    """The product that a check tested, its version if known, and the check's outcome."""

    product: str
    version: str | None = None
    outcome: str


class Devices(msgspec.Struct, gc=False, omit_defaults=True):
    """The products of a report, by check; null if the check was not run or did not identify one."""

    camera: Device | None = None
    headset: Device | None = None
    browser: Device | None = None
    connection: Device | None = None
    rehearsal: Device | None = None


class Derived(msgspec.Struct):
    """Columns computed when a report is collected rather than in each query.

    Attributes:
        station_number: 64 bits of the station's BLAKE2b digest; engines count and join by it far faster than by text.
        started_us: `started_at` in microseconds since 1970, UTC.
        day: its date by the station's own clock.
        blocking: the codes that made it a no-go, without findings that only wait for another check.
        devices: the tested products.
    """

    station_number: int
    started_us: int
    day: date
    blocking: list[str]
    devices: Devices


DEVICE_CHECKS: tuple[str, ...] = Devices.__struct_fields__
"""The checks whose products have their own columns."""


def _fields(kind: type[msgspec.Struct]) -> Iterator[tuple[str, Any]]:
    """Yield names and types of a struct's fields, without annotations and null."""
    yield from ((name, _plain(each)) for name, each in get_type_hints(kind).items())


def _plain(kind: object) -> object:
    if get_origin(kind) in {Union, types.UnionType}:
        return next(each for each in get_args(kind) if each not in {type(None), msgspec.UnsetType})
    return kind


def _is_struct(kind: object) -> TypeGuard[type[msgspec.Struct]]:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


class Facts(msgspec.Struct, gc=False):
    """The facts that identify a product and its version. Of any type, since they are only used for device checks."""

    family: Any = None
    vid_pid: Any = None
    device_class: Any = None
    source_kind: Any = None
    product: Any = None
    chrome_version: Any = None
    link_kind: Any = None
    driver: Any = None


class AnyObject(msgspec.Struct, gc=False):
    """A JSON object whose fields are ignored."""


def _as_read(kind: object, *, whole: bool) -> Any:
    """Return the type for decoding a field: times stay text, and so do objects that are stored."""
    if get_origin(kind) is list:
        return Annotated[list[_as_read(get_args(kind)[0], whole=whole)], msgspec.Meta(max_length=LONGEST_LIST)]  # type: ignore[misc]
    if _is_struct(kind):
        fields = [_field_as_read(*each, whole=whole) for each in _fields(kind) if each[0] not in WORDS]
        return msgspec.defstruct(kind.__name__, fields, gc=False, kw_only=True)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return Literal[tuple(each.value for each in kind)]
    if kind is int:
        return Integer
    return ShortText if kind in {str, datetime} else kind


def _field_as_read(name: str, kind: object, *, whole: bool) -> Any:
    if name == "schema":
        return name, Annotated[str, msgspec.Meta(pattern=r"^readiness-report/\d+$")]
    if get_origin(kind) is dict and whole:
        return name, msgspec.Raw, msgspec.Raw(b"")
    if get_origin(kind) is dict:
        return name, (Facts if name == "measured" else AnyObject) | None, None
    read = _as_read(kind, whole=whole)
    return (name, read) if name in NEEDED else (name, read | None, None)


def _as_kept(kind: object) -> Any:
    """Return the type of a column: objects are JSON text."""
    if get_origin(kind) is list:
        return list[_as_kept(get_args(kind)[0])]  # type: ignore[misc]
    if _is_struct(kind):
        stored = [(name, _as_kept(each) | None, None) for name, each in _fields(kind) if name not in NOT_KEPT]
        return msgspec.defstruct(kind.__name__, stored, gc=False, omit_defaults=True)
    return kind if kind in {int, float, bool} else str


WholeReport: Any = _as_read(Document, whole=True)
"""A delivered report, with objects as raw JSON text."""

BriefReport: Any = _as_read(Document, whole=False)
"""A delivered report without objects except product facts: sufficient for all queries but policy comparisons."""

KEPT: tuple[str, ...] = tuple(name for name, _ in _fields(Document) if name not in NOT_KEPT)
"""The report's fields that become columns."""

ArchivedFinding: Any = get_args(_as_kept(dict(_fields(Document))["findings"]))[0]

ArchivedReport: Any = msgspec.defstruct(
    "ArchivedReport",
    [
        *((name, _as_kept(dict(_fields(Document))[name]) | None, None) for name in KEPT),
        *((name, kind | None, None) for name, kind in _fields(Derived)),
    ],
    gc=False,
    omit_defaults=True,
)
"""A row: `KEPT`, then the fields of `Derived`. What is null is not written, so that DuckDB has less to read."""

_SCALARS: dict[object, str] = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN", date: "DATE"}


def columns() -> dict[str, str]:
    """Return each column's DuckDB type, in the order of the fields."""
    return {name: _sql_type(kind) for name, kind in _fields(ArchivedReport)}


def _sql_type(kind: object) -> str:
    if get_origin(kind) is list:
        return f"{_sql_type(get_args(kind)[0])}[]"
    if _is_struct(kind):
        return "STRUCT(" + ", ".join(f'"{name}" {_sql_type(each)}' for name, each in _fields(kind)) + ")"
    return _SCALARS[kind]
