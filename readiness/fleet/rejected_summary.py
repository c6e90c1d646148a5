"""Summary of the rejected reports: counts by reason, and the origins of the first ones."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice

from readiness.fleet.chunk_reader import ChunkResult
from readiness.fleet.rejected import Fault

EXAMPLES = 20
"""Maximum number of rejected reports listed; the counts include all."""


@dataclass(slots=True)
class RejectedSummary:
    """Counts by reason, and the first origins."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: list[tuple[str, str]] = field(default_factory=list)

    def add(self, place: str, fault: Fault) -> None:
        """Count a rejected report."""
        self.counts[fault] += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append((place, fault))

    def add_result(self, result: ChunkResult) -> None:
        """Count all rejected reports of a chunk."""
        self.counts.update(result.faults)
        wanted = EXAMPLES - len(self.examples)
        self.examples += ((each.place, each.fault) for each in islice(result.rejected(), wanted))
