"""`readiness doctor -o FILE`: all that a supporter asks for, in one file that names nobody."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TextIO

from readiness.cli.exit_codes import GO, WrongUseError
from readiness.cli.history_option import recorded
from readiness.cli.policy_option import chosen_policy
from readiness.i18n import N_, Words
from readiness.outside_text import inert, one_line
from readiness.station import Station, station_id
from readiness.storage.atomic_write import write_atomically
from readiness.storage.paths import user_folder
from readiness.support.diagnostics import examine


def run(asked: argparse.Namespace, words: Words, out: TextIO) -> int:
    """Save the file and print where.

    Raises:
        WrongUseError: the file cannot be written.
    """
    if asked.acceptance:
        from readiness.cli.commands import acceptance

        return acceptance.run(asked, words, out)
    policy = chosen_policy(asked, words)
    station = station_id(policy.policy.of(Station), user_folder())
    found = examine(policy, recorded(words), station, words)
    content = inert(json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False))
    try:
        write_atomically(Path(asked.output), f"{content}\n".encode())
    except OSError as error:
        facts = {"path": asked.output, "reason": error.strerror or type(error).__name__}
        raise WrongUseError(words(N_("The file cannot be saved as {path}: {reason}"), facts)) from None
    print(one_line(asked.output), file=out)
    return GO
