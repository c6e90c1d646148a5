"""`make faults`: inject every fault, print the table, write `docs/faults.md`; exit code 1 when a promise is broken."""

from __future__ import annotations

import argparse
import os
import random
import shlex
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from faults import page
from faults.catalogue import FAULTS, inject_all
from faults.commands import CommandFault
from faults.fault import Observation, broken_promises
from faults.kills import kill_one
from faults.windows import quiet_block_ms

THIS_CHECKOUT = (sys.executable, "-m", "readiness")


def main() -> int:
    """Run the command line.

    Returns:
        The exit code: 1 when a promise was broken.
    """
    arguments = _arguments()
    faults = [fault for fault in FAULTS if arguments.only in fault.name and (fault.quick or not arguments.quick)]
    if arguments.program:  # a frozen program can only be tested through its commands
        faults = [fault for fault in faults if isinstance(fault, CommandFault) and not fault.checkout_only]
    program = _program(arguments.program) or THIS_CHECKOUT
    with tempfile.TemporaryDirectory() as folder:
        quiet_ms = quiet_block_ms(Path(folder) / "quiet", arguments.at_once)
    observations: dict[str, Observation] = {}
    all_kept = True
    count = 0
    sys.stdout.write(f"{'what goes wrong':60} {'result':28} {'s':>5} {'loop ms':>7}\n")
    for fault, observation in inject_all(faults, program, at_once=arguments.at_once, slowness=arguments.slowness):
        violations = broken_promises(fault, observation, arguments.slowness, quiet_ms)
        count += len(violations)
        if not violations:
            observations[fault.name] = observation
        block = "" if observation.block_ms is None else f"{observation.block_ms:.0f}"
        sys.stdout.write(
            f"{fault.name:60} {observation.result:28} {observation.took_s:5.1f} {block:>7}\n"
            f"    {observation.sentence[:150]!r}\n"
        )
        sys.stdout.writelines(f"    BROKEN {violation}\n" for violation in violations)
        sys.stdout.flush()
        all_kept = all_kept and not violations
    sys.stdout.write(
        f"{len(faults)} faults, {count} broken promises; a window without a fault is blocked for {quiet_ms:.0f} ms\n"
    )
    if arguments.kills:
        survivors = kills(arguments.kills)
        sys.stdout.write(f"{arguments.kills} programs killed; still running after a second: {survivors or 'nothing'}\n")
        all_kept = all_kept and not survivors
    if arguments.write:
        page.FILE.write_text(page.page(observations, quiet_ms), encoding="utf-8")
    return 0 if all_kept else 1


def _program(command: str) -> tuple[str, ...]:
    """The words of a command; a file in them is named in full, since each fault has a working folder of its own."""
    return tuple(str(Path(word).absolute()) if Path(word).is_file() else word for word in shlex.split(command))


def kills(count: int) -> list[str]:
    """Kill the program at random moments, every fifth time with its child processes stopped; return what survived."""
    rng = random.Random()  # noqa: S311  (moments in time, not secrets)
    return [name for number in range(count) for name in kill_one(rng, stopped=number % 5 == 0)]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make faults")
    parser.add_argument("--only", default="", help="only faults whose name contains this text")
    parser.add_argument("--quick", action="store_true", help="only the faults of the test suite")
    parser.add_argument("--program", default="", help="command that starts a frozen program; default: this checkout")
    parser.add_argument("--at-once", type=int, default=1, help="how many to inject in parallel; 1 for accurate times")
    parser.add_argument("--slowness", type=float, default=3.0, help="factor on every time limit")
    parser.add_argument("--kills", type=int, default=0, help="how often to kill the program at a random moment")
    parser.add_argument("--write", action="store_true", help="write docs/faults.md")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
