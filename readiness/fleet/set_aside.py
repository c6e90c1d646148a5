"""What could not be counted: how many for each reason, and where the first ones are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from readiness.fleet.chunk_reader import ChunkResult
from readiness.fleet.report_reader import Fault

EXAMPLES = 20
"""How many unusable reports are named; the count is always of all."""


@dataclass(slots=True)
class SetAside:
    """Counts by reason, and the first places."""

    counts: Counter[Fault] = field(default_factory=Counter)
    examples: list[tuple[str, Fault]] = field(default_factory=list)

    def add(self, place: str, fault: Fault) -> None:
        """Count one."""
        self.counts[fault] += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append((place, fault))

    def add_result(self, result: ChunkResult) -> None:
        """Count all that a chunk could not use."""
        for each in result.rejected:
            self.add(each.place, each.fault)
        self.counts.update(result.more_rejected)
