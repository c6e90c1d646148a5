"""`readiness history`: the runs on this station, latest first."""

from __future__ import annotations

import argparse
from typing import TextIO

import msgspec

from readiness.cli.exit_codes import GO
from readiness.cli.history_option import recorded
from readiness.i18n import N_, Words
from readiness.model import Verdict
from readiness.outside_text import json_text, one_line
from readiness.report.text import HEADINGS


def run(asked: argparse.Namespace, words: Words, out: TextIO) -> int:
    """Print a line a run, or one JSON document."""
    runs = recorded(words)[::-1]
    if asked.json:
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
