"""Exit codes, and how a command reports an error."""

from __future__ import annotations

import contextlib
import sys

from readiness.untrusted_text import one_line

GO, NO_GO, WRONG_USE, OWN_FAULT, INTERRUPTED = 0, 1, 2, 3, 130


class UsageError(Exception):
    """The command cannot be carried out as given; the arguments are sentences for the user."""


def print_error(sentence: str) -> None:
    """Print an error message to standard error, if there is one (a windowed program has none)."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):  # full or closed; the exit code still reports the error
            print(f"readiness: {one_line(sentence)}", file=sys.stderr, flush=True)
