"""The parent's view of one probe's process: starting it, its deadlines, and ending it whatever it does."""

from __future__ import annotations

import errno
import logging
import os
import subprocess
import sys
import threading
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

import readiness
from readiness.engine import FLAG
from readiness.engine.channel import Channel
from readiness.engine.probe_main import packed_task
from readiness.engine.process_limits import GONE_WITHIN_S
from readiness.file_reader import is_file
from readiness.model import Probe, Request

if sys.platform == "win32":
    from readiness.engine.probe_process_windows import start_process
    from readiness.host.system.job_object_windows import JobObject as ProcessGroup
else:
    from readiness.engine.probe_process_posix import start_process
    from readiness.host.system.process_group_posix import ProcessGroup

log = logging.getLogger(__name__)

START_WITHIN_S = 30.0
"""Time limit for starting an interpreter; a virus scanner that scans it for the first time takes seconds."""

USUAL_START_S, SLOWEST = 1.0, 4.0
"""On a computer that takes longer than `USUAL_START_S` to start an interpreter, deadlines are stretched, up to
`SLOWEST`.
"""

STALE_AFTER_S = 2.0
"""A live probe's measurements expire after this long without a message."""

SETTLE_DEADLINES = 3.0
"""A probe that sends messages but never settles is killed after this many deadlines."""

DRAINED_WITHIN_S = 0.5
"""Time to read remaining messages after the process has exited, on a quick computer; a program it started may keep
the pipe open."""

_BOOT = """
import sys
sys.path[:] = sys.argv[1:-1]
from readiness.engine.probe_main import main
main(int(sys.argv[-1]))
"""


@dataclass(eq=False, slots=True)
class ProbeHandle:
    """A probe's process. All times are from `suspend_aware_clock`.

    Attributes:
        slowness: factor by which deadlines are stretched on this computer, measured at the child's start.
        greeted_s: time of its `Hello`; None before that.
        heard_s: time of its last message.
        settled: whether it has sent a settled measurement.
        expired: whether it has been silent for so long that its measurements have expired.
        done: whether it has sent `Done`.
        crashed: whether it has sent `Crashed`.
        ends_by_s: time at which it is killed; None while it is still needed.
        due_s: time at which its next messages are taken.
        gone_s: time at which its process was found to have exited.
    """

    probe: Probe
    group: ProcessGroup
    process: subprocess.Popen[bytes]
    channel: Channel
    allowed_s: float
    started_s: float
    heard_s: float
    slowness: float = 1.0
    greeted_s: float | None = None
    settled: bool = False
    expired: bool = False
    done: bool = False
    crashed: bool = False
    ends_by_s: float | None = None
    due_s: float = 0.0
    gone_s: float | None = None

    def greet(self, now_s: float) -> None:
        """Handle `Hello`: the time it took to start measures how slow this computer currently is."""
        self.greeted_s = now_s
        self.slowness = min(max((now_s - self.started_s) / USUAL_START_S, 1.0), SLOWEST)

    @property
    def deadline_s(self) -> float:
        """Time at which it is killed unless it makes progress."""
        if self.ends_by_s is not None:
            return self.ends_by_s
        if self.greeted_s is None:
            return self.started_s + START_WITHIN_S
        silent = self.heard_s + self.allowed_s * self.slowness
        never = self.greeted_s + SETTLE_DEADLINES * self.allowed_s * self.slowness
        return silent if self.settled or not self.probe.yields else min(silent, never)

    @property
    def stale_s(self) -> float:
        """Time at which its measurements expire unless it sends a message."""
        return self.heard_s + STALE_AFTER_S * self.slowness

    def shift_times(self, gap_s: float) -> None:
        """Shift its times by `gap_s`, during which this program itself was not running."""
        self.heard_s += gap_s
        self.started_s += gap_s
        self.greeted_s = None if self.greeted_s is None else self.greeted_s + gap_s
        self.ends_by_s = None if self.ends_by_s is None else self.ends_by_s + gap_s

    @property
    def is_gone(self) -> bool:
        """Whether its process has exited."""
        return self.process.poll() is not None

    def is_over(self, now_s: float) -> bool:
        """Whether its pipe has ended, or its process exited a while ago, and all its messages have been taken.

        The messages are looked for last, because the channel's thread may receive the last ones meanwhile.
        """
        if self.is_gone and self.gone_s is None:
            self.gone_s = now_s
        exited = self.gone_s is not None and now_s - self.gone_s >= DRAINED_WITHIN_S * self.slowness
        return (self.channel.ended or exited) and not self.channel.has_news

    def kill(self) -> None:
        """Kill it and everything it started; returns within two seconds in any case."""
        self.group.kill()
        self.channel.stop()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(GONE_WITHIN_S)


def start(probe: Probe, request: Request, news: threading.Condition, now_s: float) -> ProbeHandle:
    """Start the probe's process; `news` is notified of its messages.

    Raises:
        OSError: it cannot be started; nothing is left running.
    """
    request = _with_absolute_paths(request)
    task = packed_task(probe, request)
    with ExitStack() as undo:
        reading, writing = os.pipe()
        undo.callback(os.close, writing)
        with ExitStack() as failed:
            failed.callback(os.close, reading)
            stderr = None if log.isEnabledFor(logging.DEBUG) else subprocess.DEVNULL
            process, group = start_process(_command(), writing, stderr)
            failed.pop_all()
    assert process.stdin is not None  # noqa: S101  (it was asked for)
    try:
        channel = Channel(process.stdin, task, reading, probe.yields, news)
    except RuntimeError as error:  # the system starts no more threads: too little memory, or a limit for the person
        os.close(reading)
        process.stdin.close()
        group.kill()
        with suppress(subprocess.TimeoutExpired):
            process.wait(GONE_WITHIN_S)
        raise OSError(errno.EAGAIN, str(error)) from error
    return ProbeHandle(probe, group, process, channel, probe.deadline_s(request.policy), now_s, now_s)


def _with_absolute_paths(request: Request) -> Request:
    """Make file paths absolute, because the probe's process has another working folder."""
    return replace(request, camera=_absolute_path(request.camera), microphone=_absolute_path(request.microphone))


def _absolute_path(wanted: str | None) -> str | None:
    return str(Path(wanted).absolute()) if wanted and is_file(Path(wanted)) else wanted


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, FLAG]
    return [sys.executable, "-I", "-c", _BOOT, *_import_path()]


def _import_path() -> list[str]:
    """Return the probe's import path: this program's, without the working folder that `-c` and `-m` add."""
    own = str(Path(readiness.__file__).parent.parent)
    return [*(each for each in sys.path if Path(each).is_absolute()), own]
