"""`readiness doctor --acceptance -o FILE`: guide a technician through an acceptance test of a real computer."""

from __future__ import annotations

import argparse
import sys
from typing import TextIO

from readiness.cli.exit_codes import GO, NO_GO
from readiness.cli.output_file import save
from readiness.cli.policy_option import chosen_policy
from readiness.i18n import N_, Words
from readiness.support.acceptance import STEPS, Acceptance, StepResult, run_step, serialize
from readiness.support.diagnostics import versions
from readiness.untrusted_text import one_line

HOW = N_("{count} steps. Do what stands there and press Enter; s skips a step, q ends.")
WORDS = {
    "as_expected": N_("as it should be"),
    "otherwise": N_("NOT as it should be"),
    "skipped": N_("skipped"),
}
STEP_LINE, FOUND_LINE = N_("{number}. {do} "), N_("   {outcome}: {codes}")


def run(args: argparse.Namespace, words: Words, out: TextIO, answers: TextIO | None = None) -> int:
    """Go through the steps and save the results, even if the technician quits early.

    Args:
        args: the parsed command line.
        words: the language.
        out: where to print.
        answers: where to read the technician's answers, one per line; standard input by default.

    Returns:
        `NO_GO` if any step did not give the expected result.

    Raises:
        UsageError: the file cannot be written.
    """
    policy = chosen_policy(args, words).policy
    answers = answers or sys.stdin
    results: list[StepResult] = []
    print(words(HOW, {"count": len(STEPS)}), file=out)
    for number, step in enumerate(STEPS, start=1):
        print(words(STEP_LINE, {"number": number, "do": words(step.do)}), end="", file=out, flush=True)
        line = answers.readline()
        key = line.strip().casefold()
        if key == "q" or not line:
            break
        result = StepResult(id=step.id, outcome="skipped") if key == "s" else run_step(step, policy)
        codes = ", ".join(f"{check}.{code}" for check, code in result.codes.items()) or "–"
        print(words(FOUND_LINE, {"outcome": words(WORDS[result.outcome]), "codes": codes}), file=out)
        results.append(result)
    content = serialize(Acceptance(versions=versions(), steps=tuple(results)))
    save(args.output, content, words)
    print(one_line(args.output), file=out)
    return NO_GO if any(each.outcome == "otherwise" for each in results) else GO
