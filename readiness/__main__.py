"""Entry point. Imports are deferred so that probe processes, the window and the command line all start quickly."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys


def main() -> int:
    """Run the program with the arguments of the process.

    Returns:
        The exit code: 0 go, 1 no-go, 2 wrong use, 3 the program's own fault, 130 interrupted.
    """
    _end_on_interrupt()
    _open_missing_streams()
    _write_utf8()
    _remove_working_folder_from_path()
    from readiness.engine import FLAG

    if sys.argv[1:2] == [FLAG]:  # a frozen program can start a probe's process only by running itself
        from readiness.engine import probe_main

        probe_main.main(int(sys.argv[2]))
    from readiness.cli.main import command

    try:
        return command(sys.argv[1:])
    finally:
        _drop_unwritable_errors()


def _end_on_interrupt() -> None:
    """Let Ctrl-C end the process without a word until the command line handles it.

    A KeyboardInterrupt in the middle of an import would be shown as a traceback, or end as exit code 1: no-go.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def _open_missing_streams() -> None:
    """Open closed standard streams on the null device, lest the next opened file take descriptor 0, 1 or 2."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != descriptor:
                os.dup2(nowhere, descriptor)
                os.close(nowhere)
    sys.stdin = sys.stdin or open(0, closefd=False)  # noqa: SIM115  (descriptors, for as long as the program runs)
    sys.stdout = sys.stdout or open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", closefd=False)  # noqa: SIM115


def _drop_unwritable_errors() -> None:
    """Send what standard error cannot take to the null device; else Python tries again at exit, and ends with 120."""
    try:
        sys.stderr.flush()
    except OSError:  # a full disk
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stderr.fileno())
        os.close(nowhere)


def _write_utf8() -> None:
    """Encode standard streams as UTF-8 on Windows, where Python would use the ANSI code page for files and pipes."""
    if sys.platform == "win32":
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _remove_working_folder_from_path() -> None:
    """Undo that `python -m` imports from the working folder first: a stray `socket.py` there must not be loaded."""
    with contextlib.suppress(OSError):  # if the working folder has been deleted, nothing can be imported from it
        if sys.path and sys.path[0] in ("", os.getcwd()):  # noqa: PTH109
            del sys.path[0]


if __name__ == "__main__":
    sys.exit(main())
