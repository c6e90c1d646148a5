"""The way in. Imports late, so that a probe's process, the window and the command line all start quickly."""

from __future__ import annotations

import contextlib
import io
import os
import sys


def main() -> int:
    """Run the program with the process's own arguments.

    Returns:
        The exit code: 0 go, 1 no-go, 2 wrong use, 3 the program's own fault, 130 interrupted.
    """
    _open_missing_streams()
    _write_utf8()
    _leave_out_working_folder()
    from readiness.engine import probe_process

    if sys.argv[1:2] == [probe_process.FLAG]:  # a frozen program has no other way to start a probe's process
        probe_process.main(int(sys.argv[2]))
    from readiness.cli.main import command

    return command(sys.argv[1:])


def _open_missing_streams() -> None:
    """Lead closed standard streams nowhere; else the next opened file gets their numbers, and what is printed."""
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


def _write_utf8() -> None:
    """Into a file or a pipe Python on Windows would write the ANSI code page, beside reports in UTF-8."""
    if sys.platform == "win32":
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _leave_out_working_folder() -> None:
    """`python -m` imports from the working folder first; a `socket.py` that lies there is none of ours."""
    with contextlib.suppress(OSError):  # a working folder that is gone holds no module either
        if sys.path and sys.path[0] in ("", os.getcwd()):  # noqa: PTH109
            del sys.path[0]


if __name__ == "__main__":
    sys.exit(main())
