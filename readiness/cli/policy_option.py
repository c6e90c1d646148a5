"""The policy a command uses: the file given by `--policy`, or the policy in force on the station."""

from __future__ import annotations

import argparse
from pathlib import Path

from readiness.cli.exit_codes import UsageError, print_error
from readiness.i18n import Words
from readiness.policy.in_force import InForce, from_file, in_force
from readiness.policy.problem import PolicyError


def chosen_policy(args: argparse.Namespace, words: Words) -> InForce:
    """Return the policy. Problems with the station's policies are printed to standard error.

    Raises:
        UsageError: the file given by `--policy` cannot be used.
    """
    path = getattr(args, "policy", None)
    if path:
        try:
            return from_file(Path(path))
        except PolicyError as error:
            raise UsageError(*(problem.localized(words) for problem in error.problems)) from None
    found = in_force()
    for problem in found.problems:
        print_error(problem.localized(words))
    return found
