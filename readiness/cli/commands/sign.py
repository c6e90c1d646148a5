"""`readiness sign`: save the door sign as a PDF."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TextIO

from readiness.cli.exit_codes import GO, UsageError
from readiness.cli.interrupts import end_at_once
from readiness.door_sign import PaperSize, Sign, SignError, SignLanguage, parse_until
from readiness.i18n import N_, Words
from readiness.untrusted_text import one_line


def run(args: argparse.Namespace, words: Words, out: TextIO) -> int:
    """Save the sign and print the file's path.

    Raises:
        UsageError: the time is invalid, or the file cannot be written.
    """
    try:
        until = parse_until(args.until) if args.until else None
    except SignError:
        raise UsageError(words(N_("Write the time as 10:45."))) from None
    sign = Sign(
        language=SignLanguage(args.lang),
        size=PaperSize[args.size],
        landscape=args.landscape,
        until=until,
        room=args.room,
        unit=args.unit,
    )
    end_at_once()
    from readiness.ui.sign.pdf_export import SignNotSavedError, pdf, write_pdf

    try:
        write_pdf(pdf(sign), Path(args.output))
    except SignNotSavedError as problem:
        facts = {"path": problem.path, "reason": problem.reason}
        raise UsageError(words(N_("The sign cannot be saved as {path}: {reason}"), facts)) from None
    print(one_line(args.output), file=out)
    return GO
