"""Validating policy tables against the policy's types; messages suggest the nearest known key and its unit."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import get_args

import msgspec

from readiness.i18n import N_
from readiness.model.outcome import OUTCOME_WORDS
from readiness.policy.problem import Phrase, Problem
from readiness.policy.sections import (
    OUTCOMES,
    RETIRED,
    RETIRED_CODES,
    SECTIONS,
    Key,
    codes,
    keys,
    metas,
    pass_codes,
    plain,
    words_of,
)

Where = Callable[[str, str], Phrase]
"""Returns a location such as `policy.toml, line 3` for a table's name and a key (empty for the table itself)."""

LONGEST_SHOWN, HIDDEN = 40, "…"

UNITS: Mapping[str, str] = {
    "s": N_("seconds"),
    "ms": N_("milliseconds"),
    "days": N_("days"),
    "dbfs": "dBFS",
    "db": "dB",
    "hz": "Hz",
    "px": N_("pixels"),
    "deg": N_("degrees"),
    "percent": N_("percent, 0 to 100"),
    "share": N_("a share, 0 to 1"),
    "stops": N_("exposure stops"),
    "mbps": "Mbit/s",
    "kbps": "kbit/s",
    "code": N_("grey levels, 0 to 255"),
    "codes": N_("grey levels, 0 to 255"),
}
"""Unit names by the suffix of a key's name."""

_NO_TABLE = N_("{place}: “{key}” should be a table: [{key}].")
_MISTAKEN_UNITS = (*UNITS, "min", "minutes", "hours", "seconds", "sec", "khz", "pct", "ratio", "pixels", "mbit")
_NUMBER_WITH_UNIT = re.compile(r"\s*[-+−]?\d+([.,]\d+)?\s*[^\W\d]?[^\d]{0,12}\s*")


def problems(tables: Mapping[str, object], where: Where) -> Iterator[Problem]:
    """Yield every unknown key and invalid value, in the tables' order.

    Args:
        tables: keys and plain values by table, as in a TOML file.
        where: returns the location of a key.
    """
    for name, table in tables.items():
        if name not in SECTIONS:
            yield _unknown(where(name, ""), name, SECTIONS)
        elif not isinstance(table, dict):
            yield Problem(_NO_TABLE, {"place": where(name, ""), "key": name})
        else:
            yield from _table_problems(name, table, where)


def _table_problems(name: str, table: Mapping[str, object], where: Where) -> Iterator[Problem]:
    known = {key.name: key for key in keys(name)}
    for key, value in table.items():
        place = where(name, key)
        if key in RETIRED.get(name, ()):
            continue
        if key not in known:
            yield _unknown(place, f"{name}.{key}", [each.path for each in known.values()])
        elif key == OUTCOMES:
            yield from _outcome_problems(place, name, value)
        elif not fits(value, known[key].kind):
            yield _invalid_value(place, known[key], value)


def _outcome_problems(place: Phrase, name: str, outcomes: object) -> Iterator[Problem]:
    if not isinstance(outcomes, dict):
        yield Problem(_NO_TABLE, {"place": place, "key": f"{name}.{OUTCOMES}"})
        return
    known, good = codes(name), pass_codes(name)
    for what, outcome in outcomes.items():
        if what in RETIRED_CODES.get(name, ()):
            continue
        key = f"{name}.{OUTCOMES}.{what}"
        if what in good:
            yield Problem(N_("{place}: “{key}” is good news and stays a pass."), {"place": place, "key": key})
        elif what not in known:
            yield _unknown(place, key, sorted(known))
        elif outcome not in OUTCOME_WORDS:
            message = N_("{place}: “{key}” should be pass, warn, fail or not_assessed.")
            yield Problem(message, {"place": place, "key": key})


def _unknown(place: Phrase, key: str, known: Collection[str]) -> Problem:
    facts = {"place": place, "key": key}
    same_but_unit = next((each for each in known if _stem(each) == _stem(key) and unit(each)), None)
    if same_but_unit:
        message = N_("{place}: “{key}” is not known. Write “{nearest}”, whose unit is {unit}.")
        return Problem(message, facts | {"nearest": same_but_unit, "unit": Phrase(unit(same_but_unit))})
    near = _nearest(key, known)
    if near:
        message = N_("{place}: “{key}” is not known. Did you mean “{nearest}”?")
        return Problem(message, facts | {"nearest": near})
    return Problem(N_("{place}: “{key}” is not known."), facts)


def _nearest(key: str, known: Collection[str]) -> str:
    """Return the same key in another table, or else the most similar known name; empty if there is none."""
    import difflib

    last = key.rpartition(".")[2]
    elsewhere = next((other.path for table in SECTIONS for other in keys(table) if other.name == last), "")
    names = {each.rpartition(".")[2]: each for each in known}
    near = difflib.get_close_matches(last.casefold(), names, 1, 0.5)
    return elsewhere or (names[near[0]] if near else "")


def _stem(key: str) -> str:
    """Return a key's name without its unit suffix."""
    head, _, tail = key.rpartition("_")
    return head if tail in _MISTAKEN_UNITS else key


def unit(key: str) -> str:
    """Return the unit given by a key's suffix, a message id; empty if there is none."""
    return UNITS.get(key.rpartition("_")[2], "") if "_" in key else ""


def fits(value: object, kind: object) -> bool:
    """Whether a plain value is valid for a key of that type."""
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


def _invalid_value(place: Phrase, key: Key, value: object) -> Problem:
    position = _first_misfit(value, key.kind)
    if position is not None and isinstance(value, list):
        message = N_("{place}: Value {number} of “{key}” should be {wanted}, not {value}.")
        wanted, value = get_args(plain(key.kind))[0], value[position]
    else:
        message, wanted = N_("{place}: “{key}” should be {wanted}, not {value}."), key.kind
    facts = {
        "place": place,
        "key": key.path,
        "number": 0 if position is None else position + 1,
        "wanted": describe_expected(wanted),
        "value": HIDDEN if key.private else _shown(value),
    }
    if isinstance(value, str) and plain(key.kind) in (int, float) and _NUMBER_WITH_UNIT.fullmatch(value):
        message = N_("{place}: “{key}” should be {wanted} without quotes and unit{in_unit}, not {value}.")
        named = Phrase(N_(", in {unit}"), {"unit": Phrase(unit(key.name))}) if unit(key.name) else ""
        return Problem(message, facts | {"in_unit": named})
    return Problem(message, facts)


def _first_misfit(value: object, kind: object) -> int | None:
    """Return the position of a list's first value that is invalid by itself; None if there is none."""
    each, *more = get_args(plain(kind)) or (None,)
    if more != [...] or not isinstance(value, list):
        return None
    return next((position for position, item in enumerate(value) if not fits(item, each)), None)


def describe_expected(kind: object) -> Phrase:
    """Describe the values a key accepts: type, bounds, permitted words, and an example if there is one."""
    example = next((each for meta in metas(kind) for each in meta.examples or ()), None)
    if example is not None:
        return Phrase(N_("{wanted} such as {example}"), {"wanted": _describe_type(kind), "example": _shown(example)})
    return _describe_type(kind)


def _describe_type(kind: object) -> Phrase:
    parts = [part for part in (plain(kind), *get_args(plain(kind))) if words_of(part)]
    if parts:
        message = N_("one of {words}") if words_of(kind) else N_("a list of {words}")
        return Phrase(message, {"words": ", ".join(words_of(parts[0]))})
    longest = next((meta.max_length for meta in metas(kind) if meta.max_length is not None), None)
    if longest is not None:
        message = N_("text of at most {longest} characters") if plain(kind) is str else N_("at most {longest} values")
        return Phrase(message, {"longest": longest})
    named: Mapping[object, str] = {
        bool: N_("true or false"),
        int: N_("a whole number{limits}"),
        float: N_("a number{limits}"),
        str: N_("text of the right form"),
    }
    return Phrase(named.get(plain(kind), N_("a list or table of the right form")), {"limits": _limits(kind)})


def _shown(value: object) -> str:
    """Format a value as in the file, truncated to `LONGEST_SHOWN` characters."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _limits(kind: object) -> Phrase | str:
    low, over, high, under = bounds(kind)
    if over is not None and high is not None:
        return Phrase(N_(" over {low} and at most {high}"), {"low": over, "high": high})
    lowest, highest = low if low is not None else over, high if high is not None else under
    if lowest is None and highest is None:
        return ""
    facts = {"low": "−∞" if lowest is None else lowest, "high": "∞" if highest is None else highest}
    return Phrase(N_(" from {low} to {high}"), facts)


def bounds(kind: object) -> tuple[float | None, float | None, float | None, float | None]:
    """Return the bounds `>=`, `>`, `<=`, `<` of a type; None for each that is not set."""

    def first(name: str) -> float | None:
        return next((getattr(meta, name) for meta in metas(kind) if getattr(meta, name) is not None), None)

    return first("ge"), first("gt"), first("le"), first("lt")
