"""The station's history for a command, with messages on standard error about what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from readiness.cli.exit_codes import UsageError, print_error
from readiness.i18n import N_, Words
from readiness.storage import history
from readiness.storage.paths import user_folder
from readiness.storage.run import Run
from readiness.system_error import reason_of


def read_history(words: Words) -> tuple[Run, ...]:
    """Return all recorded runs, oldest first.

    Raises:
        UsageError: the history cannot be read.
    """
    try:
        recorded = history.read(history.history_file(user_folder()))
    except OSError as error:
        reason = reason_of(error)
        raise UsageError(words(N_("The history cannot be read: {reason}"), {"reason": reason})) from None
    _print_set_aside(recorded.set_aside, words)
    return recorded.runs


def record_run(run: Run, days_kept: int, words: Words) -> None:
    """Add a run to the history; a history that cannot be written is only reported."""
    try:
        set_aside = history.add(history.history_file(user_folder()), run, days_kept)
    except OSError as error:
        print_error(words(N_("The history cannot be kept: {reason}"), {"reason": reason_of(error)}))
    else:
        _print_set_aside(set_aside, words)


def _print_set_aside(damaged: Path | None, words: Words) -> None:
    if damaged:
        message = N_("The history was damaged. It is set aside as {file}, and a new one is begun.")
        print_error(words(message, {"file": damaged.name}))
