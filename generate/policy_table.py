"""The tables at the end of docs/technician.md: every key of the policy."""

from __future__ import annotations

import json
from collections.abc import Iterator

from readiness.model import CheckSection
from readiness.policy.sections import OUTCOMES, SECTIONS, Key, keys, metas, words_of
from readiness.policy.validation import bounds

HEAD = ("| Key | Default | Allowed | Stricter | Why |", "|---|---|---|---|---|")


def tables() -> list[str]:
    """Return a heading and one row per key for each policy table; `outcomes` is documented once, above them."""
    return [line for name in SECTIONS for line in _table(name)]


def _table(name: str) -> Iterator[str]:
    rows = [_row(key) for key in keys(name) if key.name != OUTCOMES]
    if rows:
        yield from ("", f"### `[{name}]`", "", *HEAD, *rows)


def _row(key: Key) -> str:
    default = json.dumps(key.default, ensure_ascii=False)
    why = key.why or "shown in the window"
    return f"| `{key.path}` | `{default}` | {_allowed(key)} | {_stricter(key)} | {why} |"


def _stricter(key: Key) -> str:
    if key.stricter in ("lower", "higher"):
        return key.stricter
    is_its = key.stricter == "never" or issubclass(SECTIONS[key.table], CheckSection)
    return "only IT" if is_its else ""


def _allowed(key: Key) -> str:
    pattern = next((meta.pattern for meta in metas(key.kind) if meta.pattern), None)
    if pattern:
        return f"`{pattern.replace('|', chr(92) + '|')}`"
    if words_of(key.kind):
        return ", ".join(f"`{word}`" for word in words_of(key.kind))
    at_least, over, at_most, _ = bounds(key.kind)
    low = f"over {over:g}" if over is not None else f"{at_least:g}" if at_least is not None else ""
    high = f"{at_most:g}" if at_most is not None else ""
    return " to ".join(filter(None, (low, high))) or "any"
