"""The inside of a probe's child process: run the generator, send what it says, leave no trace on standard output."""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import Connection

from readiness.model import ProbeMessage, Request


@dataclass(frozen=True, slots=True)
class Crashed:
    """The probe raised. `trace` is for the technician's log, never for the clinician."""

    trace: str


def work(
    run: Callable[[Request], Iterator[ProbeMessage]], request: Request, connection: Connection, *, loud: bool
) -> None:
    """Send everything that `run(request)` says until it ends or nobody listens any more.

    Args:
        run: a probe's generator function.
        request: what it is asked.
        connection: where its words go; when the other end is closed, the generator is closed and devices are let go.
        loud: leave standard error alone, for a technician who asked for it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer; it ends this process itself
    _keep_libraries_quiet(loud=loud)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    with closing(connection), closing(_said(run, request)) as words:  # type: ignore[type-var]
        for said in words:
            try:
                connection.send(said)
            except OSError:
                return


def _said(run: Callable[[Request], Iterator[ProbeMessage]], request: Request) -> Iterator[ProbeMessage | Crashed]:
    try:
        yield from run(request)
    except Exception:  # noqa: BLE001  (whatever a driver's library raises must reach the person as a finding)
        yield Crashed(traceback.format_exc())


def _keep_libraries_quiet(*, loud: bool) -> None:
    """OpenCV, PortAudio and ALSA write to the C streams; standard output belongs to the report."""
    sink = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.__stdout__, None if loud else sys.__stderr__):
        if stream is not None:  # a windowed program has none
            os.dup2(sink, stream.fileno())
    os.close(sink)


def _die_with_parent() -> None:
    """A killed window must not leave a camera open behind it."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
