"""Dispatch the command line to a command, and turn exceptions into a message and an exit code.

The parser is imported where there is something to parse: the window opens sooner without it.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import logging
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from readiness.cli.exit_codes import GO, INTERRUPTED, OWN_FAULT, WRONG_USE, UsageError, print_error
from readiness.cli.interrupts import end_at_once, note_interrupts
from readiness.i18n import N_, Words, system_language
from readiness.system_error import reason_of

if TYPE_CHECKING:
    import argparse

    Command = Callable[[argparse.Namespace, Words, TextIO], int]


class OutputLostError(OSError):
    """Standard output could not take everything that was written to it, for example on a full disk."""


class _Output(io.TextIOWrapper):
    """Standard output; what it refuses in the middle of a long text is lost output, too, and no fault of ours."""

    def write(self, text: str, /) -> int:
        """Write as a text stream does.

        Raises:
            BrokenPipeError: the reader has closed it.
            OutputLostError: it cannot be written.
        """
        try:
            return super().write(text)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputLostError(error.errno, error.strerror) from None


def load(name: str) -> Command:
    """Import and return one command. The others are not imported, so that help and quick commands start fast."""
    module = importlib.import_module(f"readiness.cli.commands.{'try_it' if name == 'try' else name}")
    run: Command = module.run
    return run


def command(arguments: list[str]) -> int:
    """Run the command line.

    Returns:
        The exit code: 0 go, 1 no-go, 2 wrong use, 3 the program's own fault, 130 interrupted.
    """
    code = INTERRUPTED
    with note_interrupts() as interrupted, contextlib.suppress(KeyboardInterrupt):
        code = _exit_code(arguments)
    return INTERRUPTED if interrupted.is_set() else code


def _exit_code(arguments: list[str]) -> int:
    words = Words(_language(arguments))
    try:
        return _run(arguments, words) if arguments else _open_window(words)
    except UsageError as problem:
        for sentence in problem.args:
            print_error(sentence)
        return WRONG_USE
    except BrokenPipeError:  # the reader closed it early; `check` handles this itself to keep its exit code
        return GO
    except OutputLostError as error:
        print_error(words(N_("The output cannot be written: {reason}"), {"reason": reason_of(error)}))
        return OWN_FAULT
    except Exception as error:  # noqa: BLE001  (the user gets a sentence, never a traceback)
        logging.getLogger(__name__).debug("%s", traceback.format_exc())
        message = N_("Readiness stopped because of a fault of its own ({kind}). Try again with --verbose.")
        print_error(words(message, {"kind": type(error).__name__}))
        return OWN_FAULT


def _language(arguments: list[str]) -> str:
    if not arguments:
        return system_language()
    from readiness.cli.parser import requested_language

    return requested_language(arguments) or system_language()


def _run(arguments: list[str], words: Words) -> int:
    args = _parsed(arguments, words)
    if getattr(args, "verbose", False):
        logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
    if args.command is None:
        language, policy_file = getattr(args, "lang", ""), getattr(args, "policy", "")
        return _open_window(words, language, policy_file, in_background=args.in_background)
    with redirect_library_output() as out:
        return load(args.command)(args, words, out)


def _parsed(arguments: list[str], words: Words) -> argparse.Namespace:
    """Parse the command line. Help and version are printed here, because argparse ignores it when it cannot."""
    from readiness.cli.parser import argparse_in, parser

    printed = io.StringIO()
    try:
        with argparse_in(words.language), contextlib.redirect_stdout(printed):
            return parser(words).parse_args(arguments)
    except SystemExit:
        with redirect_library_output() as out:
            out.write(printed.getvalue())
        raise


def _open_window(words: Words, language: str = "", policy_file: str = "", *, in_background: bool = False) -> int:
    """Open the window; `readiness-cli`, the packages' program for terminals and scripts, prints its help instead."""
    if Path(sys.executable).stem == "readiness-cli":
        from readiness.cli.parser import parser

        parser(words).print_help(sys.stderr)
        return WRONG_USE
    end_at_once()  # until the window is open, which has handlers of its own
    gc.disable()  # until the window is open: what a start creates stays, and looking through it takes a tenth of it
    from readiness.cli.commands import window

    return window.run(words, language, policy_file, in_background=in_background)


@contextlib.contextmanager
def redirect_library_output() -> Iterator[TextIO]:
    """Send whatever libraries print to standard error; yield a stream to the real standard output for the result."""
    try:
        stdout = os.dup(1)
    except OSError:  # a windowed program has no standard output
        yield io.StringIO()
        return
    sys.stdout.flush()
    os.dup2(2, 1)
    binary = os.fdopen(stdout, "wb", closefd=False)
    out = _Output(binary, encoding="utf-8", errors="backslashreplace", newline="\n", line_buffering=binary.isatty())
    try:
        yield out
    finally:
        _flush(out, stdout)
        _flush(sys.stdout, 1)
        os.dup2(stdout, 1)
        os.close(stdout)


def _flush(stream: TextIO, descriptor: int) -> None:
    """Flush the stream; if the reader has closed the pipe, discard the rest silently.

    Raises:
        OutputLostError: the output could not be written.
    """
    try:
        stream.flush()
    except OSError as error:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), descriptor)
        stream.flush()
        if not isinstance(error, BrokenPipeError):
            raise OutputLostError(error.errno, error.strerror) from None
