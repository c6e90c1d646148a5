"""Prints the tables of docs/technician.md: `python docs/policy_table.py`. A test holds the page to them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin

import msgspec

from readiness.model import Section
from readiness.policy.sections import SECTIONS

HEAD = ("| Key | Default | Allowed | Why |", "|---|---|---|---|")


def tables() -> list[str]:
    """A heading and a row a key for each table of the policy, in its order; `outcomes` is told once, above them."""
    return [line for name, section in SECTIONS.items() for line in _table(name, section)]


def _table(name: str, section: type[Section]) -> Iterator[str]:
    rows = [_row(name, field) for field in msgspec.structs.fields(section) if field.name != "outcomes"]
    if rows:
        yield from ("", f"### `[{name}]`", "", *HEAD, *rows)


def _row(table: str, field: msgspec.structs.FieldInfo) -> str:
    meta = _meta(field.type)
    default = field.default if field.default is not msgspec.NODEFAULT else field.default_factory()
    default = msgspec.to_builtins(default)
    why = (meta.description if meta else None) or "shown in the window"
    return f"| `{table}.{field.encode_name}` | `{json.dumps(default, ensure_ascii=False)}` | {_allowed(meta)} | {why} |"


def _meta(kind: Any) -> msgspec.Meta | None:
    if get_origin(kind) is not Annotated:
        return None
    return next((each for each in get_args(kind) if isinstance(each, msgspec.Meta)), None)


def _allowed(meta: msgspec.Meta | None) -> str:
    if meta is None:
        return "any"
    if meta.pattern:
        return f"`{meta.pattern.replace('|', chr(92) + '|')}`"
    low = f"over {meta.gt:g}" if meta.gt is not None else f"{meta.ge:g}" if meta.ge is not None else ""
    high = f"{meta.le:g}" if meta.le is not None else ""
    return " to ".join(filter(None, (low, high))) or "any"


if __name__ == "__main__":
    print("\n".join(tables()))
