"""How a command ends: its exit code, and the sentence when what was asked cannot be done."""

from __future__ import annotations

import contextlib
import sys

from readiness.outside_text import one_line

GO, NO_GO, WRONG_USE, OWN_FAULT, INTERRUPTED = 0, 1, 2, 3, 130


class WrongUseError(Exception):
    """What was asked cannot be done; the message is a sentence for the person who asked."""


def complain(sentence: str) -> None:
    """Tell the person at the terminal, apart from the answer; a windowed program has nowhere to."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):  # full or closed: the exit code says it as well
            print(f"readiness: {one_line(sentence)}", file=sys.stderr, flush=True)
