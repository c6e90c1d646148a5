"""`readiness try`: what the program would say of a picture, a recording or a device."""

from __future__ import annotations

import argparse
import io
import json
import sys
from typing import TextIO

from readiness.cli.exit_codes import GO, WrongUseError
from readiness.cli.policy_option import chosen_policy
from readiness.i18n import Words
from readiness.outside_text import inert
from readiness.support import offline_judging


def run(asked: argparse.Namespace, words: Words, out: TextIO) -> int:
    """Print one JSON object a line, for each thing given.

    Raises:
        WrongUseError: a table of devices has no column called name.
    """
    policy = chosen_policy(asked, words).policy
    if asked.kind == "headset":
        table = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace", newline="")
        answers = offline_judging.headsets(asked.inputs, table, policy, words)
    else:
        answers = {"image": offline_judging.images, "sound": offline_judging.sounds, "dump": offline_judging.dumps}[
            asked.kind
        ](asked.inputs, policy, words)
    try:
        for answer in answers:
            print(inert(json.dumps(answer, ensure_ascii=False, allow_nan=False)), file=out, flush=True)
    except ValueError as problem:
        raise WrongUseError(str(problem)) from None
    return GO
