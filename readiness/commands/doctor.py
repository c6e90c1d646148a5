"""`readiness doctor -o FILE`: all that a supporter asks for, in one file that names nobody."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TextIO

from readiness.commands.chosen_policy import chosen_policy
from readiness.commands.ending import GO, WrongUseError
from readiness.commands.recorded import recorded
from readiness.doctor import examine
from readiness.kept.atomic import write_atomically
from readiness.kept.folders import user_folder
from readiness.station import Station, station_id
from readiness.words import N_, Words


def run(asked: argparse.Namespace, words: Words, out: TextIO) -> int:
    """Save the file and print where.

    Raises:
        WrongUseError: the file cannot be written.
    """
    policy = chosen_policy(asked, words)
    station = station_id(policy.policy.of(Station), user_folder())
    found = examine(policy, recorded(words), station, words)
    content = json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False)
    try:
        write_atomically(Path(asked.output), f"{content}\n".encode())
    except OSError as error:
        facts = {"path": asked.output, "reason": error.strerror or type(error).__name__}
        raise WrongUseError(words(N_("The file cannot be saved as {path}: {reason}"), facts)) from None
    print(asked.output, file=out)
    return GO
