"""The history that commands read; a damaged one is told."""

from __future__ import annotations

from readiness.cli.exit_codes import WrongUseError, complain
from readiness.i18n import N_, Words
from readiness.storage import history
from readiness.storage.history import Run
from readiness.storage.paths import user_folder


def recorded(words: Words) -> tuple[Run, ...]:
    """Every run that is remembered, oldest first.

    Raises:
        WrongUseError: the history cannot be read just now.
    """
    try:
        found = history.read(history.history_file(user_folder()))
    except OSError as error:
        reason = error.strerror or str(error)
        raise WrongUseError(words(N_("The history cannot be read: {reason}"), {"reason": reason})) from None
    if found.set_aside:
        told = N_("The history was damaged. It is set aside as {file}, and a new one is begun.")
        complain(words(told, {"file": found.set_aside.name}))
    return found.runs
