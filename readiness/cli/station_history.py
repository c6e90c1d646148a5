"""Reading the station's history for a command, with a message if it was damaged."""

from __future__ import annotations

from readiness.cli.exit_codes import UsageError, print_error
from readiness.i18n import N_, Words
from readiness.storage import history
from readiness.storage.history import Run
from readiness.storage.paths import user_folder


def read_history(words: Words) -> tuple[Run, ...]:
    """Return all recorded runs, oldest first. If the file was damaged, say so on standard error.

    Raises:
        UsageError: the history cannot be read.
    """
    try:
        recorded = history.read(history.history_file(user_folder()))
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(words(N_("The history cannot be read: {reason}"), {"reason": reason})) from None
    if recorded.set_aside:
        message = N_("The history was damaged. It is set aside as {file}, and a new one is begun.")
        print_error(words(message, {"file": recorded.set_aside.name}))
    return recorded.runs
