"""`readiness policy show`, `check FILE` and `schema`: what IT has decided, and whether a file would do."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from readiness.cli.exit_codes import GO, NO_GO
from readiness.cli.policy_option import chosen_policy
from readiness.i18n import N_, Words
from readiness.outside_text import inert, json_text, one_line
from readiness.policy import toml_file
from readiness.policy.in_force import InForce
from readiness.policy.layers import Laid, Origin, every_path
from readiness.policy.problem import PolicyError
from readiness.policy.schema import schema

ORIGINS = {
    Origin.BUILT_IN: N_("built in"),
    Origin.USER: N_("the person's own file"),
    Origin.MACHINE: N_("the machine's file"),
    Origin.GROUP_POLICY: N_("Group Policy"),
    Origin.GIVEN: N_("the file that was given"),
}


def run(asked: argparse.Namespace, words: Words, out: TextIO) -> int:
    """Do the one of the three that was asked for."""
    return {"show": _show, "check": _check, "schema": _schema}[asked.what](asked, words, out)


def _show(asked: argparse.Namespace, words: Words, out: TextIO) -> int:
    found = chosen_policy(asked, words)
    if asked.json:
        print(json_text(as_data(found, words)), file=out)
        return GO
    rows = list(_rows(found))
    widest = max(len(path) for path, _, _ in rows)
    for path, value, origin in rows:
        written = inert(json.dumps(value, ensure_ascii=False))
        print(f"{path:{widest}}  {written}  ({words(ORIGINS[origin])})", file=out)
    return GO


def as_data(found: InForce, words: Words) -> dict[str, Any]:
    """Every value in force with who decided it, by key; and what is wrong with what they wrote."""
    return {
        "schema": "readiness-policy-in-force/1",
        "values": {path: {"value": value, "from": origin.value} for path, value, origin in _rows(found)},
        "notices": [problem.told(words) for problem in found.problems],
    }


def _rows(found: InForce) -> Iterator[tuple[str, Any, Origin]]:
    laid = Laid(found.values, found.origins)
    decided_weights = [path for path in found.origins if path not in set(every_path())]
    for path in (*every_path(), *decided_weights):
        yield ".".join(path), laid.value(path), found.origins.get(path, Origin.BUILT_IN)


def _check(asked: argparse.Namespace, words: Words, out: TextIO) -> int:
    try:
        toml_file.read(Path(asked.file))
    except PolicyError as error:
        for problem in error.problems:
            print(one_line(problem.told(words)), file=out)
        return NO_GO
    print(one_line(words(N_("{file} can be used."), {"file": Path(asked.file).name})), file=out)
    return GO


def _schema(_: argparse.Namespace, __: Words, out: TextIO) -> int:
    print(json.dumps(schema(), ensure_ascii=False, indent=2), file=out)
    return GO
