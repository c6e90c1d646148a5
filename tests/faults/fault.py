"""What a fault promises, and what was observed when it was injected."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

ANSWERED = "an answer"
"""The promise where the verdict depends on the computer: a complete report in which no test crashed or timed out."""

LONGEST_BLOCK_MS = 100.0
"""How much longer the window's event loop may be blocked than in a window without a fault."""


@dataclass(frozen=True, slots=True)
class Observation:
    """The outcome of injecting one fault.

    Attributes:
        result: the finding's code, `ANSWERED`, or `exit N` for a command that prints no report.
        sentence: the sentence that the person reads, in English.
        took_s: time until the result appeared.
        block_ms: the longest block of the window's event loop; None where there is no window.
        lost: files whose stored content has disappeared.
    """

    result: str
    sentence: str
    took_s: float
    block_ms: float | None = None
    lost: tuple[str, ...] = ()


class Fault(Protocol):
    """One fault and its promise.

    Attributes:
        name: the fault, as in the page.
        promised: the expected `Observation.result`.
        sentence: a part of the sentence that the person must read.
        within_s: time limit on an otherwise idle computer.
        quick: whether the fault is part of the test suite.
    """

    @property
    def name(self) -> str: ...
    @property
    def promised(self) -> str: ...
    @property
    def sentence(self) -> str: ...
    @property
    def within_s(self) -> float: ...
    @property
    def quick(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a fault is injected.

    Attributes:
        program: the command that starts the program.
        folder: an empty folder for this fault alone.
        slowness: factor on every time limit.
    """

    program: tuple[str, ...]
    folder: Path
    slowness: float = 1.0


def broken_promises(fault: Fault, observation: Observation, slowness: float, quiet_block_ms: float = 0.0) -> list[str]:
    """Describe each broken promise; empty when all were met.

    Args:
        fault: the injected fault.
        observation: what was observed.
        slowness: factor on every time limit.
        quiet_block_ms: the longest block of the event loop in a window without a fault.
    """
    violations = []
    if observation.result != fault.promised:
        violations.append(f"promised: {fault.promised}")
    if fault.sentence not in observation.sentence:
        violations.append(f"promised: “{fault.sentence}”")
    if observation.took_s > fault.within_s * slowness:
        violations.append(f"promised within {fault.within_s:g} s")
    if observation.block_ms is not None and observation.block_ms > quiet_block_ms + LONGEST_BLOCK_MS * slowness:
        violations.append(f"the window was blocked for {observation.block_ms:.0f} ms")
    violations.extend(f"lost: {each}" for each in observation.lost)
    return violations
