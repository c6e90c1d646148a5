"""Kill the program at a random moment, with probes, helpers and guards running, and look for surviving processes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

GONE_WITHIN_S = 1.0
STOPPED_WITHIN_S = 5.0
LATEST_S = 1.5
"""By then every probe of an undisturbed parent has sent a result."""

PARENT = """
import sys
sys.path[:0] = sys.argv[1:]
from faults import bad_probes as bad
import example_probes as examples
from readiness.engine.runner import run
from readiness.model import Request
probes = [examples.probe(each) for each in (examples.starts_a_helper, bad.hangs_in_c, examples.floods)]
print("begins", flush=True)
for _ in run(probes, [examples.CHECK], Request(live=True)):
    pass
"""


def kill_one(rng: random.Random, *, stopped: bool) -> list[str]:
    """Start a parent process and kill it.

    Args:
        rng: chooses the moment.
        stopped: whether to stop every other process of its session first.

    Returns:
        The names of the processes still running after `GONE_WITHIN_S`.
    """
    tests = Path(__file__).parents[1]
    command = [sys.executable, "-c", PARENT, str(tests), str(tests.parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as parent:
        assert parent.stdout
        parent.stdout.readline()
        time.sleep(rng.uniform(0, LATEST_S))
        if stopped:
            _stop_all_but(parent.pid)
        parent.kill()
    ends_s = time.monotonic() + GONE_WITHIN_S
    while (survivors := list(_session(parent.pid))) and time.monotonic() < ends_s:
        time.sleep(0.02)
    for process_id, _ in survivors:
        os.kill(process_id, signal.SIGKILL)
    return [name for _, name in survivors]


def _stop_all_but(parent_id: int) -> None:
    """Stop the parent's session around it, and wait until they have stopped: a signal takes effect when it is handled.

    The kernel continues the stopped members of an orphaned process group, but only those that have stopped by then.
    """
    for process_id, _ in _session(parent_id):
        if process_id != parent_id:
            os.kill(process_id, signal.SIGSTOP)
    ends_s = time.monotonic() + STOPPED_WITHIN_S
    while time.monotonic() < ends_s and any(
        process_id != parent_id and _state(process_id) not in "TZX" for process_id, _ in _session(parent_id)
    ):
        time.sleep(0.005)


def _state(process_id: int) -> str:
    try:
        return (Path("/proc") / str(process_id) / "stat").read_text().rpartition(")")[2].split()[0]
    except OSError:  # it has just ended
        return "X"


def _session(session_id: int) -> Iterator[tuple[int, str]]:
    """The running processes of a session, which every descendant of its leader belongs to: process id and name."""
    for process in Path("/proc").iterdir():
        if not process.name.isdecimal():
            continue
        try:
            head, _, rest = (process / "stat").read_text().rpartition(")")
        except OSError:  # it has just ended
            continue
        state, _, _, session = rest.split()[:4]
        if int(session) == session_id and state not in "ZX":
            yield int(process.name), head.partition("(")[2]
