"""All faults by kind, and the runner that injects them."""

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
from faults.fault import Fault, Observation, Surroundings
from faults.windows import WindowFault

KINDS: Mapping[str, Sequence[Fault]] = {
    "The process of a test": processes.FAULTS,
    "Cameras": cameras.FAULTS,
    "Microphones and sound server": microphones.FAULTS,
    "Devices and networks as the system reports them": devices.FAULTS,
    "The meeting's servers": networks.FAULTS,
    "Data stored on the station": storage.FAULTS,
    "Clocks, sleep and slow computers": clocks.FAULTS,
    "Streams, locale, environment, arguments": streams.FAULTS,
    "Foreign input": foreign_input.FAULTS,
    "IT's policy": policies.FAULTS,
}
"""Faults by the headings of `docs/faults.md`."""

FAULTS: tuple[Fault, ...] = tuple(fault for faults in KINDS.values() for fault in faults)


def inject_all(
    faults: Iterable[Fault], program: tuple[str, ...], *, at_once: int, slowness: float = 1.0
) -> Iterator[tuple[Fault, Observation]]:
    """Inject faults and yield each with its observation.

    Args:
        faults: the faults to inject.
        program: the command that starts the program.
        at_once: how many are injected in parallel; times and blocks are accurate only with 1.
        slowness: factor on the time limits of windows.
    """
    faults = tuple(faults)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder_name:
        root = Path(folder_name)
        in_windows = [fault for fault in faults if isinstance(fault, WindowFault)]
        for number in range(0, len(in_windows), at_once):
            batch = in_windows[number : number + at_once]
            yield from zip(batch, windows.observe(batch, root / f"windows-{number}", slowness), strict=True)
        others = [fault for fault in faults if not isinstance(fault, WindowFault)]
        around = [Surroundings(program, _folder(root / str(number))) for number in range(len(others))]
        with ThreadPoolExecutor(min(at_once, os.cpu_count() or 1)) as workers:
            yield from zip(others, workers.map(_observe, others, around), strict=True)


def _observe(fault: Fault, around: Surroundings) -> Observation:
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
