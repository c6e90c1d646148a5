"""`readiness history`: list the runs on this station, latest first."""

from __future__ import annotations

import argparse
from typing import TextIO

import msgspec

from readiness.cli.exit_codes import GO
from readiness.cli.station_history import read_history
from readiness.i18n import N_, Words
from readiness.model import Verdict
from readiness.report.text import HEADINGS
from readiness.untrusted_text import json_text, one_line


def run(args: argparse.Namespace, words: Words, out: TextIO) -> int:
    """Print one line per run, or one JSON document."""
    runs = read_history(words)[::-1]
    if args.json:
        print(json_text({"runs": msgspec.to_builtins(runs)}), file=out)
        return GO
    headings = {verdict.value: words(heading) for verdict, heading in HEADINGS.items()}
    widest = max(map(len, headings.values()))
    for each in runs:
        blocking = [each.codes[check] for check, outcome in each.outcomes.items() if outcome != "pass"]
        moment = f"{each.started_at.astimezone():%Y-%m-%d %H:%M}"
        heading = headings.get(each.verdict, headings[Verdict.NO_GO.value])
        print(one_line(f"{moment}  {heading:{widest}}  {' '.join(blocking)}".rstrip()), file=out)
    if not runs:
        print(words(N_("Nothing has been tested here yet.")), file=out)
    return GO
