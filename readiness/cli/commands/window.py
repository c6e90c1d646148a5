"""`readiness` without a command: open the window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from readiness.cli.exit_codes import WRONG_USE, UsageError, print_error
from readiness.file_reader import is_file
from readiness.host.system.screen import has_screen
from readiness.i18n import N_, Words
from readiness.model import Policy
from readiness.policy.in_force import InForce, from_file, in_force
from readiness.policy.problem import PolicyError, Problem
from readiness.storage.paths import user_folder
from readiness.support import fault_log

PLATFORM = "QT_QPA_PLATFORM"


def run(words: Words, language: str, policy_file: str, *, in_background: bool) -> int:
    """Open the window and run until it is closed.

    Args:
        words: for messages on the terminal.
        language: of the window; empty for the person's or the system's.
        policy_file: the only policy to use; empty for those in force on this computer.
        in_background: start in the tray, or minimised, and open no device.

    Returns:
        The program's exit code.

    Raises:
        UsageError: there is no screen, or a library is missing.
    """
    policy, problems = _policy(policy_file)
    if not has_screen():
        raise UsageError(words(N_("There is no screen here. Use “readiness check” instead.")))
    try:
        from readiness.ui.window.application import POLICY_CHANGED, open_window
        from readiness.ui.window.qt_start import start_qt
    except ImportError as error:
        facts = {"reason": str(error)}
        raise UsageError(words(N_("The window cannot be opened, a library is missing: {reason}"), facts)) from None
    fault_log.keep_log(user_folder())
    application = start_qt(lambda reason: _no_screen(reason, words))
    try:
        code = open_window(
            application,
            policy,
            language,
            problems,
            in_background=in_background,
            policy_has_changed=lambda: is_another_in_force(policy, policy_file),
        )
        return _start_again(language, policy_file) if code == POLICY_CHANGED else code
    except Exception as error:
        fault_log.note_fault(error)
        raise


def _no_screen(reason: str, words: Words) -> int:
    """Tell why Qt found no screen to open a window on; return the exit code."""
    fault_log.note("no screen")
    message, platform = N_("There is no screen here. Use “readiness check” instead."), os.environ.get(PLATFORM, "")
    if platform:
        message = N_("The window cannot be opened with {setting}={value}. Remove that setting. Qt says: {reason}")
    print_error(words(message, {"setting": PLATFORM, "value": platform, "reason": reason}))
    return WRONG_USE


def _policy(file: str) -> tuple[Policy, tuple[Problem, ...]]:
    """Return the policy and its problems. A broken policy never keeps the window from opening."""
    try:
        found = _read(file)
    except PolicyError as error:
        return Policy(), error.problems
    return found.policy, found.problems


def _read(file: str) -> InForce:
    return from_file(Path(file)) if file else in_force()


def is_another_in_force(policy: Policy, file: str) -> bool:
    """Whether a window would open with another policy than this one, if it were opened now.

    It stays open if it could not be opened again, and with a policy whose file, the only one, is away or has a mistake.
    """
    try:
        return is_file(Path(sys.executable)) and _read(file).policy != policy
    except PolicyError:
        return False


def _start_again(language: str, policy_file: str) -> int:
    """Start this program with the same options, and its window to be seen; return this one's exit code."""
    from readiness.host.system.program_start import start_anew

    options = {"--lang": language, "--policy": policy_file}
    start_anew([word for option, value in options.items() if value for word in (option, value)])
    return 0
