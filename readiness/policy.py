"""IT's file over the limits: one TOML table a section. Whatever is wrong in it is told with file, line and key."""

from __future__ import annotations

import difflib
import os
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import msgspec

from readiness.checks import ALL
from readiness.model import Policy, Section
from readiness.service import Service
from readiness.words import N_, Words

SECTIONS: Mapping[str, type[Section]] = {"service": Service} | {check.id: check.policy for check in ALL}
"""Every table that a policy file may have."""

LARGEST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a policy file. `says` is a message id whose places `facts` fills."""

    says: str
    facts: Mapping[str, object]

    def told(self, words: Words) -> str:
        """The problem as a sentence."""
        return words(self.says, {name: _told(fact, words) for name, fact in self.facts.items()})


class PolicyError(Exception):
    """A policy file cannot be used.

    Attributes:
        problems: everything that is wrong, in the order of the file's tables.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.says for problem in problems))
        self.problems = problems


def machine_file() -> Path:
    """Where IT puts the policy for everybody who uses this workstation."""
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "Readiness" / "policy.toml"
    if sys.platform == "darwin":
        return Path("/Library/Application Support/Readiness/policy.toml")
    return Path("/etc/readiness/policy.toml")


def read(path: Path) -> Policy:
    """The policy in a file; what the file leaves out has its default.

    Raises:
        PolicyError: the file cannot be read, is not TOML, or has a key or a value that does not fit.
    """
    text = _text(path)
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        facts = {"file": path.name, "reason": str(error)}
        raise PolicyError((Problem(N_("{file} is not a TOML file: {reason}"), facts),)) from None
    problems = tuple(_problems(path.name, text, tables))
    if problems:
        raise PolicyError(problems)
    return Policy(tuple(msgspec.convert(table, SECTIONS[name]) for name, table in tables.items()))


def in_force(path: Path | None = None) -> tuple[Policy, tuple[Problem, ...]]:
    """The machine's policy, or the built-in one when there is none or it is broken; and what is wrong with it."""
    path = path or machine_file()
    if not path.is_file():
        return Policy(), ()
    try:
        return read(path), ()
    except PolicyError as error:
        return Policy(), error.problems


def values(policy: Policy) -> dict[str, dict[str, Any]]:
    """Every limit in force, by table and key, for a report: without the meeting's address, which would name a host."""
    tables = {name: msgspec.to_builtins(policy.of(kind)) for name, kind in SECTIONS.items()}
    return {name: {key: limit for key, limit in table.items() if key != "url"} for name, table in tables.items()}


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()[: LARGEST_BYTES + 1]
    except OSError as error:
        facts = {"file": str(path), "reason": error.strerror or type(error).__name__}
        raise PolicyError((Problem(N_("{file} cannot be read: {reason}"), facts),)) from None
    if len(raw) > LARGEST_BYTES:
        raise PolicyError((Problem(N_("{file} is too large to be a policy."), {"file": path.name}),))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PolicyError((Problem(N_("{file} is not saved as UTF-8 text."), {"file": path.name}),)) from None


def _problems(file: str, text: str, tables: Mapping[str, Any]) -> Iterator[Problem]:
    for name, table in tables.items():
        if name not in SECTIONS:
            yield _unknown(file, _line(text, name), name, SECTIONS)
            continue
        if not isinstance(table, dict):
            says = N_("{file}, line {line}: “{key}” should be a table: [{key}].")
            yield Problem(says, {"file": file, "line": _line(text, name), "key": name})
            continue
        fields = {each.encode_name: each.type for each in msgspec.structs.fields(SECTIONS[name])}
        for key, value in table.items():
            where = {"file": file, "line": _line(text, name, key), "key": f"{name}.{key}"}
            if key not in fields:
                yield _unknown(file, where["line"], f"{name}.{key}", [f"{name}.{known}" for known in fields])
            elif key == "outcomes" and isinstance(value, dict):
                yield from _wrong_outcomes(where, name, value)
            elif not _fits(value, fields[key]):
                says = N_("{file}, line {line}: “{key}” should be {wanted}, not {value}.")
                yield Problem(says, where | {"wanted": _wanted(fields[key]), "value": repr(value)[:40]})


def _wrong_outcomes(where: Mapping[str, object], name: str, outcomes: Mapping[str, object]) -> Iterator[Problem]:
    check = next(check for check in ALL if check.id == name)
    known = sorted({rule.what for rule in check.rules} - {"ok"})
    for what, outcome in outcomes.items():
        here = dict(where) | {"key": f"{where['key']}.{what}"}
        if what not in known:
            yield _unknown(str(where["file"]), where["line"], f"{where['key']}.{what}", known)
        elif outcome not in ("pass", "warn", "fail", "not_assessed"):
            says = N_("{file}, line {line}: “{key}” should be pass, warn, fail or not_assessed.")
            yield Problem(says, here)


def _unknown(file: str, line: object, key: str, known: Any) -> Problem:
    facts = {"file": file, "line": line, "key": key}
    last = key.rsplit(".", 1)[-1]
    near = difflib.get_close_matches(key, known, 1, 0.5) or difflib.get_close_matches(last, known, 1, 0.5)
    if near:
        says = N_("{file}, line {line}: “{key}” is not known. Did you mean “{nearest}”?")
        return Problem(says, facts | {"nearest": near[0]})
    return Problem(N_("{file}, line {line}: “{key}” is not known."), facts)


def _fits(value: object, kind: Any) -> bool:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


def _wanted(kind: Any) -> Problem:
    """What a key's value should be, with its limits."""
    plain = (get_args(kind) or (kind,))[0] if hasattr(kind, "__metadata__") else kind
    named = {
        bool: N_("true or false"),
        int: N_("a whole number{limits}"),
        float: N_("a number{limits}"),
        str: N_("text of the right form"),
    }.get(plain, N_("a list or table of the right form"))
    return Problem(named, {"limits": _limits(kind)})


def _limits(kind: Any) -> Problem | str:
    metas = [each for each in getattr(kind, "__metadata__", ()) if isinstance(each, msgspec.Meta)]
    low = next((meta.ge for meta in metas if meta.ge is not None), None)
    high = next((meta.le for meta in metas if meta.le is not None), None)
    if low is None and high is None:
        return ""
    return Problem(
        N_(" from {low} to {high}"), {"low": "−∞" if low is None else low, "high": "∞" if high is None else high}
    )


def _told(fact: object, words: Words) -> object:
    return fact.told(words) if isinstance(fact, Problem) else fact


def _line(text: str, table: str, key: str = "") -> int:
    """The line, from 1, where a table or one of its keys stands; tomllib does not tell."""
    inside = not key
    heading = re.compile(rf"\s*\[\s*\"?{re.escape(table)}\"?\s*[\].]")
    wanted = re.compile(rf"\s*(\"?{re.escape(key)}\"?\s*[=.]|\[\s*{re.escape(table)}\.{re.escape(key)}\s*\])")
    dotted = re.compile(rf"\s*{re.escape(table)}\s*[.=]\s*{re.escape(key)}")
    for number, line in enumerate(text.splitlines(), 1):
        if (heading.match(line) and not key) or (not inside and dotted.match(line)):
            return number
        if line.lstrip().startswith("["):
            inside = bool(heading.match(line))
        if key and inside and wanted.match(line):
            return number
    return 1
