"""The engine's faults as a table with measured columns: `make faults`. Ends with 1 when a promise is broken.

Each row is a probe that goes wrong in one way. Promised is the finding, and that it comes at the latest 0.7 s after the
probe's deadline (or, where it fails at once, within a few seconds of the start of a process).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import made_up_probes as made_up

from readiness.engine.runner import run
from readiness.model import Judged, ProbeMessage, Request

AFTER_DEADLINE_S = 0.7
START_S = 8.0
"""A process on a computer where everything else is tested at the same time."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to go wrong. `seen`: the code that the check ends with."""

    what: str
    probe: Callable[[Request], Iterator[ProbeMessage]]
    seen: str
    deadline_s: float = 3.0


FAULTS = (
    Fault("says nothing and ends", made_up.says_nothing, "count.not_assessed"),
    Fault("hangs in a driver", made_up.hangs, "count.timed_out"),
    Fault("spins and holds the interpreter", made_up.hangs_after_a_problem, "count.few"),
    Fault("raises", made_up.raises, "count.crashed"),
    Fault("is aborted by a library", made_up.dies, "count.crashed"),
    Fault("prints noise", made_up.prints, "count.ok"),
    Fault("falls over after its answer", made_up.falls_over_afterwards, "count.ok"),
    Fault("leaves with exit code 0 before its answer", made_up.leaves_early, "count.crashed"),
    Fault("closes its descriptors and stays", made_up.closes_its_descriptors, "count.crashed"),
    Fault("leaves a child with the pipe", made_up.leaves_a_child_with_the_pipe, "count.crashed"),
    Fault("is stopped in the middle of a message", made_up.stops_in_the_middle, "count.timed_out"),
    Fault("sends a pickle", made_up.sends_a_pickle, "count.crashed"),
    Fault("sends a type that it does not declare", made_up.gives_what_it_does_not_declare, "count.crashed"),
    Fault("takes all memory", made_up.takes_all_memory, "count.crashed"),
    Fault("measures a number that is not finite", made_up.knows_no_number, "count.ok"),
)


def measure(fault: Fault) -> tuple[str, float]:
    """The code that the check ends with, and after how many seconds."""
    begun_s = time.monotonic()
    probe = made_up.probe(fault.probe, fault.deadline_s)
    codes = [
        event.what.finding.code for event in run([probe], [made_up.CHECK], Request()) if isinstance(event.what, Judged)
    ]
    return codes[-1], time.monotonic() - begun_s


def main() -> int:
    """Print the table.

    Returns:
        1 when something was seen that is not promised, or too late.
    """
    broken = 0
    sys.stdout.write(f"{'a probe that …':45} {'seen':20} {'s':>5}\n")
    for fault in FAULTS:
        code, took_s = measure(fault)
        kept = code == fault.seen and took_s <= START_S + fault.deadline_s + AFTER_DEADLINE_S
        broken += not kept
        sys.stdout.write(f"{fault.what:45} {code:20} {took_s:5.1f}{'' if kept else f'  promised: {fault.seen}'}\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
