"""The way from the command line's words to a command, and from what went wrong to a sentence and an exit code."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import logging
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

from readiness.cli.exit_codes import GO, INTERRUPTED, OWN_FAULT, WRONG_USE, WrongUseError, complain
from readiness.cli.parser import argparse_in, language_asked_for, parser
from readiness.i18n import N_, Words, system_language

Command = Callable[[argparse.Namespace, Words, TextIO], int]


def load(name: str) -> Command:
    """The command of that name. It alone is imported: help, mistakes and quick commands wait for no other."""
    module = importlib.import_module(f"readiness.cli.commands.{'try_it' if name == 'try' else name}")
    run: Command = module.run
    return run


def command(arguments: list[str]) -> int:
    """Do what the arguments ask.

    Returns:
        The exit code: 0 go, 1 no-go, 2 wrong use, 3 the program's own fault, 130 interrupted.
    """
    words = Words(language_asked_for(arguments) or system_language())
    try:
        with argparse_in(words.language):
            asked = parser(words).parse_args(arguments)
        if getattr(asked, "verbose", False):
            logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
        if asked.command is None:
            return _without_command(asked, words)
        with own_standard_output() as out:
            return load(asked.command)(asked, words, out)
    except WrongUseError as problem:
        complain(str(problem))
        return WRONG_USE
    except (KeyboardInterrupt, BrokenPipeError) as ending:
        # Whoever read the output has heard enough when the pipe is broken; `check` has its verdict by then.
        return INTERRUPTED if isinstance(ending, KeyboardInterrupt) else GO
    except Exception as error:  # noqa: BLE001  (the last line of defence: a sentence, never a traceback)
        logging.getLogger(__name__).debug("%s", traceback.format_exc())
        says = N_("Readiness stopped because of a fault of its own ({kind}). Try again with --verbose.")
        complain(words(says, {"kind": type(error).__name__}))
        return OWN_FAULT


def _without_command(asked: argparse.Namespace, words: Words) -> int:
    """The window; `readiness-cli`, which packages have for terminals and scripts, says its help instead."""
    if Path(sys.executable).stem == "readiness-cli":
        parser(words).print_help(sys.stderr)
        return WRONG_USE
    from readiness.cli.commands import window

    return window.open_it(asked, words)


@contextlib.contextmanager
def own_standard_output() -> Iterator[TextIO]:
    """Standard output for the answer alone: whatever libraries print meanwhile goes to standard error."""
    try:
        kept = os.dup(1)
    except OSError:  # a windowed program has none
        yield io.StringIO()
        return
    sys.stdout.flush()
    os.dup2(2, 1)
    out = os.fdopen(kept, "w", encoding="utf-8", errors="backslashreplace", newline="\n", closefd=False)
    try:
        yield out
    finally:
        _flush(out, kept)
        _flush(sys.stdout, 1)
        os.dup2(kept, 1)
        os.close(kept)


def _flush(stream: TextIO, descriptor: int) -> None:
    """Send what is left; whoever read it may have heard enough, and then the rest goes nowhere without a word.

    Raises:
        OSError: the answer is lost, on a full disk for example.
    """
    try:
        stream.flush()
    except OSError as error:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), descriptor)
        stream.flush()
        if not isinstance(error, BrokenPipeError):
            raise
