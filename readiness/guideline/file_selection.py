"""Which guideline is carried out: the region's own when it can be read, else the one that ships with the program."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from readiness.guideline.data import Guideline
from readiness.guideline.loader import GuidelineError, load

FILE_NAME = "guideline.toml"
"""What a region's own file is called in IT's folder, when the policy names no other."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """`guideline` is None when no file could be read; `problems` tells what was wrong with those that could not."""

    guideline: Guideline | None
    problems: tuple[GuidelineError, ...] = ()


def candidates(named: str, machine_folder: Path, built_in: Path) -> Iterator[Path]:
    """Files to try, in order.

    Args:
        named: the file that the policy names, from the machine's folder on; empty when it names none.
        machine_folder: IT's folder; a file called `guideline.toml` there needs no policy.
        built_in: the file that ships with the program.
    """
    own = machine_folder / (named or FILE_NAME)
    if named or _may_be_there(own):
        yield own
    yield built_in


def _may_be_there(file: Path) -> bool:
    """A folder that may not be looked into is no reason to pass over what IT has put there: the reader tells."""
    try:
        return file.is_file()
    except OSError:
        return True


def choose(files: Iterator[Path], checks: Collection[str] | None) -> Chosen:
    """The first file that can be used, and what was wrong with those before it."""
    problems: list[GuidelineError] = []
    for file in files:
        try:
            return Chosen(load(file, checks), tuple(problems))
        except GuidelineError as problem:
            problems.append(problem)
    return Chosen(None, tuple(problems))
