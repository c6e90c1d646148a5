"""`readiness` alone: the window."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from readiness.cli.exit_codes import WrongUseError
from readiness.i18n import N_, Words
from readiness.model import Policy
from readiness.policy.in_force import given, in_force
from readiness.policy.problem import PolicyError, Problem
from readiness.storage.paths import user_folder
from readiness.support import fault_log


def open_it(asked: argparse.Namespace, words: Words) -> int:
    """Open the window and stay until it is closed.

    Returns:
        The program's exit code.

    Raises:
        WrongUseError: there is no screen, or a library is missing.
    """
    policy, problems = _policy(asked)
    if sys.platform == "linux" and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))):
        raise WrongUseError(words(N_("There is no screen here. Use “readiness check” instead.")))
    try:
        from readiness.ui.window.application import open_window
    except ImportError as error:
        facts = {"reason": str(error)}
        raise WrongUseError(words(N_("The window cannot be opened, a library is missing: {reason}"), facts)) from None
    fault_log.keep_log(user_folder())
    fault_log.note("window opened")
    try:
        return open_window(policy, getattr(asked, "lang", ""), problems)
    except Exception as error:
        fault_log.note_fault(error)
        raise
    finally:
        fault_log.note("window closed")


def _policy(asked: argparse.Namespace) -> tuple[Policy, tuple[Problem, ...]]:
    """The window opens whatever is wrong with the policy, and shows it."""
    path = getattr(asked, "policy", None)
    try:
        found = given(Path(path)) if path else in_force()
    except PolicyError as error:
        return Policy(), error.problems
    return found.policy, found.problems
