"""`readiness fleet`: the collected reports of many stations, asked together."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import TextIO

import msgspec

from readiness.cli.exit_codes import GO, WrongUseError
from readiness.i18n import N_, Words


def run(asked: argparse.Namespace, words: Words, out: TextIO) -> int:
    """Print the answers, and save what was asked for."""
    try:
        from readiness.fleet.as_text import as_text
        from readiness.fleet.collect import SetAside
        from readiness.fleet.export import Destinations, save
        from readiness.fleet.questions import ask
        from readiness.fleet.store import FleetError, opened
    except ImportError:
        raise WrongUseError(words(N_("This needs DuckDB: install readiness with its part “fleet”."))) from None
    as_of, aside = asked.as_of or date.today(), SetAside()  # noqa: DTZ011  (the technician's own day)
    try:
        with opened(Path(asked.source), as_of, aside) as database:
            answers = ask(database, as_of, asked.silent_days, aside)
            save(answers, database, words, Destinations(csv=asked.csv, html=asked.html, parquet=asked.parquet))
    except FleetError as problem:
        raise WrongUseError(words(problem.says, problem.facts)) from None
    except OSError as error:
        facts = {"reason": error.strerror or str(error)}
        raise WrongUseError(words(N_("It cannot be saved: {reason}"), facts)) from None
    as_document = json.dumps(msgspec.to_builtins(answers), ensure_ascii=False, indent=2) if asked.json else ""
    print(as_document or as_text(answers, words), file=out)
    return GO
