"""The way in. Imports late, so that a probe's process, the window and the command line all start quickly."""

from __future__ import annotations

import multiprocessing
import sys


def main() -> int:
    """Run the program with the process's own arguments.

    Returns:
        The exit code: 0 go, 1 no-go, 2 wrong use, 3 the program's own fault, 130 interrupted.
    """
    multiprocessing.freeze_support()  # in a frozen program every probe's process starts here
    from readiness.cli.main import command

    return command(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
