"""`readiness diff`: list what has changed since the last go."""

from __future__ import annotations

import argparse
from typing import TextIO

from msgspec.structs import asdict

from readiness.cli.exit_codes import GO
from readiness.cli.station_history import read_history
from readiness.i18n import N_, Words
from readiness.storage.run import Run
from readiness.support.run_diff import Change, changes, last_go, went_well
from readiness.untrusted_text import json_text, one_line


def run(args: argparse.Namespace, words: Words, out: TextIO) -> int:
    """Compare the latest run with the last successful one before it."""
    runs = read_history(words)
    before = last_go(runs)
    found = changes(before, runs[-1]) if before else ()
    if args.json:
        print(json_text(_as_data(runs, before, found, words)), file=out)
        return GO
    if before is None:
        only_one_go = len(runs) > 0 and went_well(runs[-1])
        message = N_("This is the first go here.") if only_one_go else N_("There is no go to compare with yet.")
        print(words(message), file=out)
    elif not found:
        moment = f"{before.started_at.astimezone():%Y-%m-%d %H:%M}"
        print(words(N_("Nothing has changed since the go of {moment}."), {"moment": moment}), file=out)
    for each in found:
        print(one_line(each.localized(words, before.started_at if before else runs[-1].started_at)), file=out)
    return GO


def _as_data(runs: tuple[Run, ...], before: Run | None, found: tuple[Change, ...], words: Words) -> dict[str, object]:
    return {
        "last_go": before.started_at.isoformat() if before else None,
        "latest": runs[-1].started_at.isoformat() if runs else None,
        "changes": [
            {name: value for name, value in asdict(each).items() if name != "message"}
            | {"sentence": each.localized(words, before.started_at)}
            for each in found
            if before
        ],
    }
