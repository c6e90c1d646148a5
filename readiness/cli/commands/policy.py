"""`readiness policy show`, `check FILE` and `schema`: the policy in force, validation of a file, JSON Schema."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from readiness.cli.exit_codes import GO, NO_GO
from readiness.cli.policy_option import chosen_policy
from readiness.i18n import N_, Words
from readiness.policy import toml_file
from readiness.policy.in_force import InForce
from readiness.policy.layers import Origin, PolicyLayers, every_path
from readiness.policy.problem import PolicyError
from readiness.policy.schema import schema
from readiness.untrusted_text import inert, json_text, one_line

ORIGINS = {
    Origin.BUILT_IN: N_("built in"),
    Origin.USER: N_("the person's own file"),
    Origin.MACHINE: N_("the machine's file"),
    Origin.GROUP_POLICY: N_("Group Policy"),
    Origin.GIVEN: N_("the file that was given"),
}


def run(args: argparse.Namespace, words: Words, out: TextIO) -> int:
    """Run the requested subcommand."""
    return {"show": _show, "check": _check, "schema": _schema}[args.what](args, words, out)


def _show(args: argparse.Namespace, words: Words, out: TextIO) -> int:
    policy = chosen_policy(args, words)
    if args.json:
        print(json_text(as_data(policy, words)), file=out)
        return GO
    rows = list(_rows(policy))
    widest = max(len(path) for path, _, _ in rows)
    for path, value, origin in rows:
        written = inert(json.dumps(value, ensure_ascii=False))
        print(f"{path:{widest}}  {written}  ({words(ORIGINS[origin])})", file=out)
    return GO


def as_data(policy: InForce, words: Words) -> dict[str, object]:
    """Return every value in force with its origin, by key, and the problems found in the sources."""
    return {
        "schema": "readiness-policy-in-force/1",
        "values": {path: {"value": value, "from": origin.value} for path, value, origin in _rows(policy)},
        "notices": [problem.localized(words) for problem in policy.problems],
    }


def _rows(policy: InForce) -> Iterator[tuple[str, object, Origin]]:
    laid = PolicyLayers(policy.values, policy.origins)
    known = tuple(every_path())
    outcomes = [path for path in policy.origins if path not in known]
    for path in (*known, *outcomes):
        yield ".".join(path), laid.value(path), policy.origins.get(path, Origin.BUILT_IN)


def _check(args: argparse.Namespace, words: Words, out: TextIO) -> int:
    try:
        toml_file.read(Path(args.file))
    except PolicyError as error:
        for problem in error.problems:
            print(one_line(problem.localized(words)), file=out)
        return NO_GO
    print(one_line(words(N_("{file} can be used."), {"file": Path(args.file).name})), file=out)
    return GO


def _schema(_: argparse.Namespace, __: Words, out: TextIO) -> int:
    print(json.dumps(schema(), ensure_ascii=False, indent=2), file=out)
    return GO
