"""Saving a command's result to the file that the person named."""

from __future__ import annotations

from pathlib import Path

from readiness.cli.exit_codes import UsageError
from readiness.i18n import N_, Words
from readiness.storage.atomic_write import write_atomically
from readiness.system_error import reason_of


def save(file: str, content: bytes, words: Words, *, private: bool = True) -> None:
    """Write the file atomically.

    Args:
        file: its path as given on the command line.
        content: the whole content.
        words: the language of the error message.
        private: give a new file permissions for this person only.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        write_atomically(Path(file), content, private=private)
    except OSError as error:
        facts = {"path": file, "reason": reason_of(error)}
        raise UsageError(words(N_("The file cannot be saved as {path}: {reason}"), facts)) from None
