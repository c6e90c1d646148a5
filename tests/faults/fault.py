"""What a fault promises, and what was seen when it was brought about."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

ANSWERED = "an answer"
"""Promised where the verdict depends on the computer: a whole report, in which no test crashed or timed out."""

LONGEST_BLOCK_MS = 100.0
"""How much longer than in a quiet window the window may fail to answer."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one fault looked like.

    Attributes:
        what: the finding's code, `ANSWERED`, or `exit N` of a command that gives no report.
        says: the sentence that the person reads, in English.
        took_s: how long until it was there.
        block_ms: the longest time for which the window's loop stood still; None where there is no window.
        lost: what was kept before and is kept no more.
    """

    what: str
    says: str
    took_s: float
    block_ms: float | None = None
    lost: tuple[str, ...] = ()


class Fault(Protocol):
    """One thing that goes wrong.

    Attributes:
        name: what goes wrong.
        promised: what is to be seen, as in `Seen.what`.
        within_s: how long it may take on a quiet computer.
        quick: whether every change of the code is tested against it.
    """

    @property
    def name(self) -> str: ...
    @property
    def promised(self) -> str: ...
    @property
    def says(self) -> str: ...
    @property
    def within_s(self) -> float: ...
    @property
    def quick(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where faults are brought about.

    Attributes:
        program: the command that starts the program.
        folder: an empty folder of the fault's own.
        slowness: how many times as long as on a quiet computer everything may take.
    """

    program: tuple[str, ...]
    folder: Path
    slowness: float = 1.0


def broken(fault: Fault, seen: Seen, slowness: float, quiet_block_ms: float = 0.0) -> list[str]:
    """The promises that were not kept, in words; none when all were.

    Args:
        fault: what was brought about.
        seen: what was seen then.
        slowness: how many times as long as on a quiet computer it may take.
        quiet_block_ms: the longest time for which a window stood still in which nothing went wrong.
    """
    found = []
    if seen.what != fault.promised:
        found.append(f"promised: {fault.promised}")
    if fault.says not in seen.says:
        found.append(f"promised: “{fault.says}”")
    if seen.took_s > fault.within_s * slowness:
        found.append(f"promised within {fault.within_s:g} s")
    if seen.block_ms is not None and seen.block_ms > quiet_block_ms + LONGEST_BLOCK_MS * slowness:
        found.append(f"the window stood still for {seen.block_ms:.0f} ms")
    found.extend(f"lost: {each}" for each in seen.lost)
    return found
