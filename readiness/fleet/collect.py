"""From a folder that many stations deliver to, to one stream of reports; what cannot be used is counted and named."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

import msgspec

from readiness.fleet.report_reader import LARGEST_BYTES, Fault, read_report

EXAMPLES = 20
"""How many unusable ones are named; the count is always of all."""

OTHER_FORMATS = (".sqlite", ".prom", ".intune.txt")
"""The same reports once more, for other programs."""


@dataclass(slots=True)
class SetAside:
    """What could not be counted: how many for each reason, and where the first ones are."""

    counts: Counter[Fault] = field(default_factory=Counter)
    examples: list[tuple[str, Fault]] = field(default_factory=list)

    def add(self, where: str, fault: Fault) -> None:
        """One more."""
        self.counts[fault] += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append((where, fault))


def gather(source: Path, into: BinaryIO, latest: date, aside: SetAside) -> None:
    """Write every usable report of a folder and those in it, or of a file, as a line with what the questions need.

    Links are not followed, pipes and devices not opened, and what is still being written (a name with a dot first)
    is left for the next time.

    Args:
        source: `.ndjson` holds a report a line, every other file is one report.
        into: a file open for writing.
        latest: see `read_report`.
        aside: gets what cannot be used.
    """
    for path in _files(source) if source.is_dir() else (source,):
        where = str(path.relative_to(source if source.is_dir() else source.parent))
        try:
            for line, content in _documents(path):
                _pass_on(content, where if line is None else f"{where}:{line}", into, latest, aside)
        except OSError:
            aside.add(where, Fault.UNREADABLE)


def _pass_on(content: bytes, where: str, into: BinaryIO, latest: date, aside: SetAside) -> None:
    read = read_report(content, latest)
    if isinstance(read, Fault):
        aside.add(where, read)
    else:
        into.write(msgspec.json.encode(read) + b"\n")


def _files(folder: Path) -> Iterator[Path]:
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.name.startswith(".") or entry.name.endswith(OTHER_FORMATS):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry.path))
                elif entry.is_file(follow_symlinks=False):
                    yield Path(entry.path)


def _documents(path: Path) -> Iterator[tuple[int | None, bytes]]:
    if path.suffix == ".ndjson":
        yield from ((number, line) for number, line in _lines(path) if line.strip())
    else:
        with path.open("rb") as file:
            yield None, file.read(LARGEST_BYTES + 1)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Lines with their numbers from 1; of one that is too long only so much as tells that it is."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LARGEST_BYTES + 1):
            number += 1
            yield number, line
            while line and not line.endswith(b"\n"):
                line = file.readline(LARGEST_BYTES)
