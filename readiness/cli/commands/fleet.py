"""`readiness fleet`: collect and query the reports of many stations."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import importlib.util
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import msgspec

from readiness.cli.exit_codes import GO, UsageError
from readiness.i18n import N_, Words
from readiness.policy import toml_file
from readiness.policy.problem import PolicyError
from readiness.system_error import reason_of
from readiness.untrusted_text import json_text, one_line

if TYPE_CHECKING:
    from readiness.fleet.answers import Answers
    from readiness.fleet.rejected import Fault

COLLECT = "collect"

NEEDED = ("duckdb", "tqdm")

INSTALL = {"command": 'pip install ".[fleet]"'}
"""From the source code: the package index may have another program of this name."""


def run(args: argparse.Namespace, words: Words, out: TextIO) -> int:
    """Collect reports, or print the answers and save the requested files."""
    if not all(map(importlib.util.find_spec, NEEDED)):
        says = N_("This part is not installed here. On the technician's computer, where the source code is: {command}")
        raise UsageError(words(says, INSTALL))
    with _errors_as_wrong_use(words):
        if args.source == COLLECT and args.inbox:
            return _collect(args, words, out)
        if args.inbox:
            raise UsageError(words(N_("One folder or file at a time.")))
        return _ask(args, words, out)


@contextlib.contextmanager
def _errors_as_wrong_use(words: Words) -> Iterator[None]:
    """Convert errors of the fleet package into `UsageError` with a translated message."""
    from readiness.fleet.fleet_error import FleetError

    try:
        yield
    except FleetError as problem:
        facts = {name: one_line(str(fact)) for name, fact in problem.facts.items()}
        raise UsageError(words(problem.message, facts)) from None
    except PolicyError as error:
        raise UsageError(*(problem.localized(words) for problem in error.problems)) from None
    except OSError as error:
        reason = words.value(reason_of(error))
        facts = {"reason": f"{reason} ({one_line(str(error.filename))})" if error.filename else reason}
        raise UsageError(words(N_("It cannot be read or saved: {reason}"), facts)) from None


def _collect(args: argparse.Namespace, words: Words, out: TextIO) -> int:
    from readiness.fleet.collect import Afterwards, collect
    from readiness.fleet.collect_text import as_data, text
    from readiness.fleet.progress import progress_bar
    from readiness.fleet.sources import CLOCKS_DIFFER

    if not args.into:
        raise UsageError(words(N_("Say where to: --into ARCHIVE.")))
    afterwards = Afterwards(delete=args.delete, move_to=Path(args.move_to) if args.move_to else None)
    with progress_bar(words(N_("Collecting")), "B") as progress:
        done = collect(Path(args.inbox), Path(args.into), _today(args) + CLOCKS_DIFFER, afterwards, progress)
    print(json_text(as_data(done)) if args.json else text(done, words), file=out)
    return GO


def _ask(args: argparse.Namespace, words: Words, out: TextIO) -> int:
    from readiness.fleet.parquet_check import FilesError
    from readiness.fleet.text import text

    if args.engine and args.parquet:
        raise UsageError(words(N_("A cluster saves no file here: leave out --parquet.")))
    left_out: dict[Path, Fault] = {}
    while True:
        try:
            answers = _answers(args, words, left_out)
            break
        except FilesError as found:
            left_out |= found.faults
    print(json_text(msgspec.to_builtins(answers)) if args.json else text(answers, words), file=out)
    return GO


def _answers(args: argparse.Namespace, words: Words, left_out: Mapping[Path, Fault]) -> Answers:
    """Ask once, and save the requested files.

    Args:
        args: the command line.
        words: the language.
        left_out: see `sources.opened`.

    Raises:
        FilesError: there are more files to leave out.
    """
    from readiness.fleet.export import Destinations, save
    from readiness.fleet.policy_compare import compare
    from readiness.fleet.progress import progress_bar
    from readiness.fleet.questions import ask
    from readiness.fleet.sources import opened

    other = toml_file.read(Path(args.compare_policy)) if args.compare_policy else None
    as_of, to = _today(args), Destinations(csv=args.csv, html=args.html, parquet=args.parquet)
    with contextlib.ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="readiness-fleet-")))
        with progress_bar(words(N_("Reading")), "B") as progress:
            engine, rejected = stack.enter_context(
                opened(
                    Path(args.source),
                    as_of,
                    scratch,
                    url=args.engine,
                    whole=bool(other or args.parquet),
                    left_out=left_out,
                    progress=progress,
                )
            )
        with progress_bar(words(N_("Asking"))) as asked:
            answers = ask(engine, as_of, args.silent_days, rejected, asked)
            if other:
                answers = dataclasses.replace(answers, policy_compare=compare(engine, other))
        save(answers, engine, words, to)
    return answers


def _today(args: argparse.Namespace) -> date:
    today: date = args.as_of or date.today()  # noqa: DTZ011  (the technician's own day)
    return today
