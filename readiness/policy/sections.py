"""Every policy table, and each key's metadata: type, bounds, source, and which direction is stricter."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from typing import Literal, get_args

import msgspec

from readiness.checks.mends import MendPolicy
from readiness.checks.registry import EVERY
from readiness.guideline.policy import GuidelinePolicy
from readiness.history_policy import History
from readiness.meeting_policy import Override, Service
from readiness.model import CheckMeasurement, CheckSection, Policy, Rule, Section
from readiness.station import Station
from readiness.telemetry_policy import Telemetry
from readiness.tray_policy import TrayPolicy

SECTIONS: Mapping[str, type[Section]] = {
    "service": Service,
    "override": Override,
    "guideline": GuidelinePolicy,
    "station": Station,
    "telemetry": Telemetry,
    "history": History,
    "mend": MendPolicy,
    "tray": TrayPolicy,
    **{check.id: check.policy for check in EVERY},
}
"""Every policy table, in display order."""

RETIRED: Mapping[str, frozenset[str]] = {
    "camera": frozenset({"drawing_flat_share"}),
    "lighting": frozenset(
        {
            "highlight_fail_in_light_code",
            "highlight_warn_in_light_code",
            "backlight_warn_highlight_code",
            "side_warn_stops",
        }
    ),
    "framing": frozenset({"person_min_ratio", "chest_min_heads"}),
}
"""Keys of older versions, by table: accepted in a policy and ignored."""

RETIRED_CODES: Mapping[str, frozenset[str]] = {
    "framing": frozenset({"several_people", "small_face_behind", "chest_not_seen"})
}
"""Codes of older versions, by check: their outcome overrides are accepted and ignored."""

OUTCOMES = "outcomes"
"""The key in every check's table that overrides the outcome of individual codes."""

Stricter = Literal["lower", "higher", "never"]


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """One key of a table.

    Attributes:
        table: the table's name.
        name: the key's name in the table.
        kind: its type, with bounds.
        default: the built-in value, as plain TOML or JSON data.
        why: the source of the default.
        stricter: the direction in which the limit gets stricter; `never` if only IT may change it; None if undeclared.
        private: whether the value names a host or a place and is omitted from reports.
    """

    table: str
    name: str
    kind: object
    default: object
    why: str
    stricter: Stricter | None
    private: bool

    @property
    def path(self) -> str:
        """The dotted key, for example `camera.black_code`."""
        return f"{self.table}.{self.name}"


def keys(table: str) -> Iterator[Key]:
    """Yield the keys of a table, including `outcomes`."""
    for field in msgspec.structs.fields(SECTIONS[table]):
        default = field.default if field.default is not msgspec.NODEFAULT else field.default_factory()
        extra = {name: value for meta in metas(field.type) for name, value in (meta.extra or {}).items()}
        yield Key(
            table=table,
            name=field.encode_name,
            kind=field.type,
            default=msgspec.to_builtins(default),
            why=next((meta.description for meta in metas(field.type) if meta.description), ""),
            stricter=extra.get("stricter"),
            private=bool(extra.get("private")),
        )


def metas(kind: object) -> tuple[msgspec.Meta, ...]:
    """Return the msgspec metadata of an annotated type: bounds, pattern, source."""
    return tuple(each for each in getattr(kind, "__metadata__", ()) if isinstance(each, msgspec.Meta))


def plain(kind: object) -> object:
    """Return the type without its annotations."""
    return get_args(kind)[0] if hasattr(kind, "__metadata__") else kind


def words_of(kind: object) -> tuple[str, ...]:
    """Return the permitted words of an enum or `Literal` type; empty for any other type."""
    choice = plain(kind)
    if isinstance(choice, type) and issubclass(choice, enum.Enum):
        return tuple(str(each.value) for each in choice)
    words = get_args(choice)
    return words if all(isinstance(word, str) for word in words) else ()


def codes(table: str) -> dict[str, str]:
    """Return the built-in outcome of a check's codes (the part after the dot), except those of `pass_codes`."""
    return {rule.what: rule.outcome.word for rule in _rules(table) if rule.remedy}


def pass_codes(table: str) -> frozenset[str]:
    """Return the codes of a check that have no remedy and therefore must remain a pass."""
    return frozenset(rule.what for rule in _rules(table)) - codes(table).keys()


def _rules(table: str) -> tuple[Rule[CheckMeasurement, CheckSection], ...]:
    return next((check.rules for check in EVERY if check.id == table), ())


def values(policy: Policy) -> dict[str, dict[str, object]]:
    """Return every limit in force for a report, by table and key, without private ones."""
    tables = {name: msgspec.to_builtins(policy.of(kind)) for name, kind in SECTIONS.items()}
    public = {name: {key.name for key in keys(name) if not key.private} for name in SECTIONS}
    return {name: {key: table[key] for key in table if key in public[name]} for name, table in tables.items()}
