"""`readiness doctor -o FILE`: save everything IT support needs in one file that identifies nobody."""

from __future__ import annotations

import argparse
from typing import TextIO

import msgspec
from msgspec.structs import replace

from readiness.cli.exit_codes import GO, UsageError, print_error
from readiness.cli.output_file import save
from readiness.cli.policy_option import chosen_policy
from readiness.cli.station_history import read_history
from readiness.i18n import Words
from readiness.station import Station, station_id
from readiness.storage.paths import user_folder
from readiness.storage.run import Run
from readiness.support.diagnostics import examine
from readiness.untrusted_text import json_text, one_line


def run(args: argparse.Namespace, words: Words, out: TextIO) -> int:
    """Save the file and print its path.

    Raises:
        UsageError: the file cannot be written.
    """
    if args.acceptance:
        from readiness.cli.commands import acceptance

        return acceptance.run(args, words, out)
    policy = chosen_policy(args, words)
    station = station_id(policy.policy.of(Station), user_folder())
    runs, notices = _history(words)
    report = examine(policy, runs, station, words)
    report = replace(report, notices=[*report.notices, *notices])
    save(args.output, f"{json_text(msgspec.to_builtins(report))}\n".encode(), words)
    print(one_line(args.output), file=out)
    return GO


def _history(words: Words) -> tuple[tuple[Run, ...], tuple[str, ...]]:
    """Return the recorded runs, or else why they cannot be read: the rest is what a supporter then needs."""
    try:
        return read_history(words), ()
    except UsageError as error:
        print_error(str(error))
        return (), (str(error),)
