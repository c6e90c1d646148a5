"""`readiness doctor --acceptance -o FILE`: walk a technician through what a real computer is to show."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TextIO

from readiness.cli.exit_codes import GO, NO_GO, WrongUseError
from readiness.cli.policy_option import chosen_policy
from readiness.i18n import N_, Words
from readiness.outside_text import one_line
from readiness.storage.atomic_write import write_atomically
from readiness.support.acceptance import STEPS, Acceptance, Answer, Step, StepResult, walk, written
from readiness.support.diagnostics import versions

HOW = N_("{count} steps. Do what stands there and press Enter; s skips a step, q ends.")
WORDS = {
    "as_expected": N_("as it should be"),
    "otherwise": N_("NOT as it should be"),
    "skipped": N_("skipped"),
}
STEP_LINE, FOUND_LINE = N_("{number}. {do} "), N_("   {outcome}: {codes}")


def run(asked: argparse.Namespace, words: Words, out: TextIO, answers: TextIO | None = None) -> int:
    """Walk through the steps and save the file, also when the technician ends early.

    Returns:
        `NO_GO` when something was not as it should be.

    Raises:
        WrongUseError: the file cannot be written.
    """
    policy = chosen_policy(asked, words).policy
    heard = answers or sys.stdin
    print(words(HOW, {"count": len(STEPS)}), file=out)

    def ask(step: Step) -> Answer:
        print(words(STEP_LINE, {"number": STEPS.index(step) + 1, "do": words(step.do)}), end="", file=out, flush=True)
        line = heard.readline()
        said = line.strip().casefold()
        return "stop" if said == "q" or not line else "skip" if said == "s" else "done"

    def tell(_: Step, result: StepResult) -> None:
        codes = ", ".join(f"{check}.{code}" for check, code in result.codes.items()) or "–"
        print(words(FOUND_LINE, {"outcome": words(WORDS[result.outcome]), "codes": codes}), file=out)

    results = walk(policy, ask, tell)
    content = written(Acceptance(versions=versions(), steps=results))
    try:
        write_atomically(Path(asked.output), content)
    except OSError as error:
        facts = {"path": asked.output, "reason": error.strerror or type(error).__name__}
        raise WrongUseError(words(N_("The file cannot be saved as {path}: {reason}"), facts)) from None
    print(one_line(asked.output), file=out)
    return NO_GO if any(each.outcome == "otherwise" for each in results) else GO
