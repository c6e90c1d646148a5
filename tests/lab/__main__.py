"""`make lab`: inject the faults of real drivers, print the table, write the page; exit code 1 for a broken promise."""

from __future__ import annotations

import argparse
import compileall
import json
import signal
import sys
import threading
import time
from collections.abc import Iterator

from faults.fault import Observation, broken_promises

from lab import page
from lab.guest import CHECKOUT, FOLDER, Guest, booted, kernel
from lab.rows import SCENES

TIMEOUT_S = 900.0


def main() -> int:
    """Run the command line.

    Returns:
        The exit code: 1 when a promise was broken.
    """
    arguments = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that QEMU is ended as well
    started_s = time.monotonic()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for folder in ("readiness", "tests/lab", "tests/faults"):  # compiling is slow in the guest
        compileall.compile_dir(CHECKOUT / folder, quiet=1)
    console = FOLDER / "console.log"
    settings = (str(kernel().modules), arguments.only, str(arguments.slowness))
    observations: dict[str, Observation] = {}
    count, broken = 0, 0
    faults = {fault.name: fault for scene in SCENES.values() for fault in scene.faults}
    wanted = [
        fault.name
        for heading, scene in SCENES.items()
        if arguments.only.casefold() in heading.casefold()
        for fault in scene.faults
    ]
    sys.stdout.write(f"{'what goes wrong':72} {'result':24} {'s':>5}\n")
    with booted((sys.executable, "-m", "lab.guest_main", *settings), console) as guest:
        for name, observation in _observations(guest):
            violations = broken_promises(faults[name], observation, arguments.slowness)
            count, broken = count + 1, broken + len(violations)
            if not violations:
                observations[name] = observation
            sys.stdout.write(
                f"{name:72} {observation.result:24} {observation.took_s:5.1f}\n    {observation.sentence!r}\n"
            )
            sys.stdout.writelines(f"    BROKEN {violation}\n" for violation in violations)
            sys.stdout.flush()
    sys.stdout.write(
        f"{count} of {len(wanted)} faults, {broken} broken promises, {time.monotonic() - started_s:.0f} s\n"
    )
    if count < len(wanted):
        sys.stdout.write(f"The guest stopped early; the end of {console}:\n")
        sys.stdout.write("\n".join(console.read_text(errors="replace").splitlines()[-40:]) + "\n")
    if arguments.write:
        page.FILE.write_text(page.page(observations), encoding="utf-8")
    return 0 if count == len(wanted) and not broken else 1


def _observations(guest: Guest) -> Iterator[tuple[str, Observation]]:
    """Yield what the guest observed, and do for it what only QEMU can."""
    watchdog = threading.Timer(TIMEOUT_S, guest.tell_qemu, ["quit"])
    watchdog.start()
    try:
        for line in guest.lines:
            said = json.loads(line)
            if "monitor" in said:
                guest.tell_qemu(said["monitor"])
            elif "failure" in said:
                sys.stdout.write(said["failure"])
            else:
                yield said["name"], Observation(**said["observation"])
    finally:
        watchdog.cancel()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make lab")
    parser.add_argument("--only", default="", help="only the scene whose heading contains this text")
    parser.add_argument("--slowness", type=float, default=3.0, help="factor on every time limit")
    parser.add_argument("--write", action="store_true", help="write docs/faults-lab.md")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
