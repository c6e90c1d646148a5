"""The policy that a command works by: the file that was asked for, or what is in force on the station."""

from __future__ import annotations

import argparse
from pathlib import Path

from readiness.cli.exit_codes import WrongUseError, complain
from readiness.i18n import Words
from readiness.policy.in_force import InForce, given, in_force
from readiness.policy.problem import PolicyError


def chosen_policy(asked: argparse.Namespace, words: Words) -> InForce:
    """The policy, whose faults are told on standard error.

    Raises:
        WrongUseError: the file that was asked for cannot be used.
    """
    path = getattr(asked, "policy", None)
    if path:
        try:
            return given(Path(path))
        except PolicyError as error:
            raise WrongUseError("\n".join(problem.told(words) for problem in error.problems)) from None
    found = in_force()
    for problem in found.problems:
        complain(problem.told(words))
    return found
