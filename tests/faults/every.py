"""Every fault, by kind, and how one is brought about."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from faults import (
    cameras,
    clocks,
    commands,
    devices,
    foreign_input,
    microphones,
    networks,
    policies,
    processes,
    storage,
    streams,
    windows,
)
from faults.clocks import ClockFault
from faults.commands import CommandFault
from faults.devices import DeviceFault
from faults.fault import Fault, Seen, Surroundings
from faults.windows import WindowFault

KINDS: Mapping[str, Sequence[Fault]] = {
    "The process of a test": processes.FAULTS,
    "Cameras": cameras.FAULTS,
    "Microphones and sound server": microphones.FAULTS,
    "What the system tells of devices and networks": devices.FAULTS,
    "The meeting's servers": networks.FAULTS,
    "What is kept on the station": storage.FAULTS,
    "Clocks, sleep and slow computers": clocks.FAULTS,
    "Streams, locale, environment, arguments": streams.FAULTS,
    "Foreign input": foreign_input.FAULTS,
    "IT's policy": policies.FAULTS,
}
"""The headings of the table."""

FAULTS: tuple[Fault, ...] = tuple(fault for faults in KINDS.values() for fault in faults)


def observed(
    faults: Iterable[Fault], program: tuple[str, ...], *, at_once: int, slowness: float = 1.0
) -> Iterator[tuple[Fault, Seen]]:
    """Bring faults about, and tell what was seen of each.

    Args:
        faults: which.
        program: the command that starts the program.
        at_once: how many are brought about beside one another; times and blocks are true of one alone.
        slowness: how many times as long as on a quiet computer a window may take.
    """
    faults = tuple(faults)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
        root = Path(made)
        in_windows = [fault for fault in faults if isinstance(fault, WindowFault)]
        for number in range(0, len(in_windows), at_once):
            some = in_windows[number : number + at_once]
            yield from zip(some, windows.observe(some, root / f"windows-{number}", slowness), strict=True)
        others = [fault for fault in faults if not isinstance(fault, WindowFault)]
        around = [Surroundings(program, _folder(root / str(number))) for number in range(len(others))]
        with ThreadPoolExecutor(min(at_once, os.cpu_count() or 1)) as workers:
            yield from zip(others, workers.map(_observe, others, around), strict=True)


def _observe(fault: Fault, around: Surroundings) -> Seen:
    match fault:
        case CommandFault():
            return commands.observe(fault, around)
        case ClockFault():
            return clocks.observe(fault, around)
        case DeviceFault():
            return devices.observe(fault, around)
    raise TypeError(type(fault).__name__)


def _folder(path: Path) -> Path:
    path.mkdir()
    return path
