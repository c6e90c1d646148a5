"""`readiness try`: judge pictures, recordings, device names or dumps offline."""

from __future__ import annotations

import argparse
import codecs
import io
import json
import sys
from typing import TextIO

from readiness.cli.exit_codes import GO, UsageError
from readiness.cli.policy_option import chosen_policy
from readiness.engine.process_limits import limit_memory
from readiness.i18n import N_, Words
from readiness.support import offline_judging
from readiness.system_error import reason_of
from readiness.untrusted_text import inert

_MAX_TABLE_MB = 64


def run(args: argparse.Namespace, words: Words, out: TextIO) -> int:
    """Print one JSON object per line for each input.

    Raises:
        UsageError: a table of devices has no column called name, or is too large.
    """
    policy = chosen_policy(args, words).policy
    if args.kind in ("image", "sound"):
        limit_memory()
    if args.kind == "headset":
        table = as_text(_from_standard_input(words)) if "-" in args.inputs else ""
        answers = offline_judging.headsets(args.inputs, io.StringIO(table, newline=""), policy, words)
    else:
        answers = {"image": offline_judging.images, "sound": offline_judging.sounds, "dump": offline_judging.dumps}[
            args.kind
        ](args.inputs, policy, words)
    try:
        for answer in answers:
            print(inert(json.dumps(answer, ensure_ascii=False, allow_nan=False)), file=out, flush=True)
    except ValueError as problem:
        raise UsageError(words.value(reason_of(problem))) from None
    return GO


def _from_standard_input(words: Words) -> bytes:
    table = sys.stdin.buffer.read(_MAX_TABLE_MB * 1_000_000 + 1)
    if len(table) > _MAX_TABLE_MB * 1_000_000:
        raise UsageError(words(N_("the table is larger than {limit} MB"), {"limit": _MAX_TABLE_MB}))
    return table


def as_text(table: bytes) -> str:
    """Decode a table: UTF-8, UTF-16 (PowerShell redirection) or Windows-1252 (Excel in Swedish)."""
    if table.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return table.decode("utf-16", "replace")
    try:
        return table.decode("utf-8-sig")
    except UnicodeDecodeError:
        return table.decode("cp1252", "replace")
