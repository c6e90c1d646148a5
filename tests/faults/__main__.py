"""`make faults`: bring about every fault, print the table, write `docs/faults.md`; 1 when a promise is broken."""

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
from faults.commands import CommandFault
from faults.every import FAULTS, observed
from faults.fault import Seen, broken
from faults.kills import kill_one
from faults.windows import quiet_block_ms

THIS_CHECKOUT = (sys.executable, "-m", "readiness")


def main() -> int:
    """Do what the arguments ask.

    Returns:
        1 when a promise was broken.
    """
    asked = _arguments()
    faults = [fault for fault in FAULTS if asked.only in fault.name and (fault.quick or not asked.quick)]
    if asked.program:  # another program is reached through its commands alone
        faults = [fault for fault in faults if isinstance(fault, CommandFault)]
    program = tuple(shlex.split(asked.program)) or THIS_CHECKOUT
    with tempfile.TemporaryDirectory() as folder:
        quiet_ms = quiet_block_ms(Path(folder) / "quiet", asked.at_once)
    seen: dict[str, Seen] = {}
    kept = True
    count = 0
    sys.stdout.write(f"{'what goes wrong':60} {'seen':28} {'s':>5} {'loop ms':>7}\n")
    for fault, what in observed(faults, program, at_once=asked.at_once, slowness=asked.slowness):
        promises = broken(fault, what, asked.slowness, quiet_ms)
        count += len(promises)
        if not promises:
            seen[fault.name] = what
        block = "" if what.block_ms is None else f"{what.block_ms:.0f}"
        sys.stdout.write(f"{fault.name:60} {what.what:28} {what.took_s:5.1f} {block:>7}\n    {what.says[:150]!r}\n")
        sys.stdout.writelines(f"    BROKEN {each}\n" for each in promises)
        sys.stdout.flush()
        kept = kept and not promises
    sys.stdout.write(f"{len(faults)} faults, {count} broken promises; a quiet window stands still {quiet_ms:.0f} ms\n")
    if asked.kills:
        left = kills(asked.kills)
        sys.stdout.write(f"{asked.kills} programs killed; left after a second: {left or 'nothing'}\n")
        kept = kept and not left
    if asked.write:
        page.FILE.write_text(page.page(seen, quiet_ms), encoding="utf-8")
    return 0 if kept else 1


def kills(count: int) -> list[str]:
    """Kill so many programs at moments of chance, every fifth with everything around it stopped; what is left."""
    chance = random.Random()  # noqa: S311  (moments, not secrets)
    return [name for number in range(count) for name in kill_one(chance, stopped=number % 5 == 0)]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make faults")
    parser.add_argument("--only", default="", help="faults with this in their name")
    parser.add_argument("--quick", action="store_true", help="those that every change is tested against")
    parser.add_argument("--program", default="", help="what starts a frozen program; this checkout if not given")
    parser.add_argument("--at-once", type=int, default=1, help="how many beside one another; 1 for true times")
    parser.add_argument("--slowness", type=float, default=3.0, help="how many times as long everything may take here")
    parser.add_argument("--kills", type=int, default=0, help="how many programs to kill at moments of chance")
    parser.add_argument("--write", action="store_true", help="write docs/faults.md")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
