"""Selecting the guideline file: the region's own if it can be used, else the one that ships with the program."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

import msgspec

from readiness.file_reader import may_exist
from readiness.guideline.data import Guideline
from readiness.guideline.loader import GuidelineError, load

FILE_NAME = "guideline.toml"
"""Name of a region's own file in IT's folder, unless the policy names another."""


Load = Callable[[Path, Collection[str]], Guideline]
"""`loader.load`: reads a file that may name these checks, or raises a `GuidelineError`."""


class ChosenGuideline(msgspec.Struct, frozen=True):
    """The selected guideline (None if no file could be used), and the errors in the files that were rejected."""

    guideline: Guideline | None
    problems: tuple[GuidelineError, ...] = ()


def candidates(named: str, machine_folder: Path, built_in: Path) -> Iterator[Path]:
    """Yield the files to try, in order.

    Args:
        named: the file named by the policy, relative to the machine's folder; empty if it names none.
        machine_folder: IT's folder; a `guideline.toml` there is used without any policy.
        built_in: the file that ships with the program.
    """
    own = machine_folder / (named or FILE_NAME)
    if named or may_exist(own):
        yield own
    yield built_in


def choose(files: Iterable[Path], checks: Collection[str], load: Load = load) -> ChosenGuideline:
    """Load the first usable file, and collect the errors of those before it."""
    problems: list[GuidelineError] = []
    for file in files:
        try:
            return ChosenGuideline(load(file, checks), tuple(problems))
        except GuidelineError as problem:
            problems.append(problem)
    return ChosenGuideline(None, tuple(problems))
