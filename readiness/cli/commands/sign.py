"""`readiness sign`: the door sign as a PDF."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TextIO

from readiness.cli.exit_codes import GO, WrongUseError
from readiness.door_sign import PaperSize, Sign, SignError, SignLanguage, parse_until
from readiness.i18n import N_, Words
from readiness.outside_text import one_line


def run(asked: argparse.Namespace, words: Words, out: TextIO) -> int:
    """Save the sign and print where.

    Raises:
        WrongUseError: the time is no time, or the file cannot be written.
    """
    try:
        until = parse_until(asked.until) if asked.until else None
    except SignError:
        raise WrongUseError(words(N_("Write the time as 10:45."))) from None
    sign = Sign(
        language=SignLanguage(asked.lang),
        size=PaperSize[asked.size],
        landscape=asked.landscape,
        until=until,
        room=asked.room,
        unit=asked.unit,
    )
    from readiness.ui.sign.pdf_export import SignNotSavedError, write_pdf

    try:
        write_pdf(sign, Path(asked.output))
    except SignNotSavedError as problem:
        facts = {"path": problem.path, "reason": problem.reason}
        raise WrongUseError(words(N_("The sign cannot be saved as {path}: {reason}"), facts)) from None
    print(one_line(asked.output), file=out)
    return GO
