"""Runs tests under a Windows Python and prints which lines of the program's Windows code they executed.

    python tests/windows/wine_python.py build/windows tests/windows/line_coverage.py tests/windows …

Prints pytest's output, then one line for each file: how many of its lines were executed, and which were not. Counted
are files for Windows only, marked by `assert sys.platform == "win32"`, and in other files the lines below
`if sys.platform == "win32":`. Uses Python's own tracing only.
"""

from __future__ import annotations

import ast
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent.parent
HOST = CHECKOUT / "readiness" / "host"
WINDOWS = "sys.platform == 'win32'"


class Executed:
    """The lines of files in `readiness/host` that were executed."""

    def __init__(self) -> None:
        self.lines: dict[str, set[int]] = {}
        self._folder = f"{HOST}{os.sep}".casefold()

    def __call__(self, frame: FrameType, event: str, _argument: object) -> Any:
        """What `sys.settrace` wants: follow calls into the folder, and nothing else."""
        path = frame.f_code.co_filename
        if not path.casefold().startswith(self._folder):
            return None
        lines = self.lines.setdefault(path.casefold(), set())
        if event in ("call", "line"):
            lines.add(frame.f_lineno)
        return self


def windows_lines(path: Path) -> set[int]:
    """The numbers of the lines that can be executed and exist for Windows only."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    all_lines = set(_executable(compile(tree, str(path), "exec")))
    if any(isinstance(each, ast.Assert) and ast.unparse(each.test) == WINDOWS for each in tree.body):
        return all_lines
    below: set[int] = set()
    for each in ast.walk(tree):
        if isinstance(each, ast.If) and ast.unparse(each.test) == WINDOWS:
            below.update(range(each.body[0].lineno, (each.body[-1].end_lineno or 0) + 1))
    return all_lines & below


def _executable(code: CodeType) -> Iterator[int]:
    # A code object's first line is its `def`, which belongs to the code around it.
    own = {line for _, _, line in code.co_lines() if line}
    yield from own - ({code.co_firstlineno} if code.co_name != "<module>" else {0})
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _executable(each)


def main(arguments: list[str]) -> int:
    """Run pytest and print the table; pytest's exit code."""
    sys.path.insert(0, str(CHECKOUT))  # as `python -m pytest` does
    executed = Executed()
    threading.settrace(executed)
    sys.settrace(executed)
    try:
        code = int(pytest.main(arguments))
    finally:
        sys.settrace(None)
    sys.stdout.write("Windows lines executed:\n")
    for path in sorted(HOST.rglob("*.py")):
        wanted = windows_lines(path)
        if wanted:
            missed = sorted(wanted - executed.lines.get(str(path).casefold(), set()))
            listed, name = ",".join(map(str, missed)), path.relative_to(HOST).as_posix()
            sys.stdout.write(f"{name} {len(wanted) - len(missed)}/{len(wanted)} {listed}".rstrip() + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
