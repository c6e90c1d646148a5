"""One probe's process as the program sees it: started, timed, and ended whatever it does."""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

import readiness
from readiness.engine import probe_process
from readiness.engine.channel import Channel, Inbox
from readiness.engine.probe_process import Task
from readiness.model import Probe, Request

if sys.platform == "win32":
    from readiness.engine.process_group_windows import ProcessGroup
else:
    from readiness.engine.process_group_posix import ProcessGroup

log = logging.getLogger(__name__)

START_WITHIN_S = 30.0
"""How long an interpreter may take to start; a virus scanner that reads it for the first time needs seconds."""

USUAL_START_S, SLOWEST = 1.0, 4.0
"""A computer on which an interpreter needs longer than this to start is slow, and is given more time, within reason."""

STALE_AFTER_S = 2.0
"""How long a live answer counts without a sign of life."""

SETTLE_DEADLINES = 3.0
"""How many deadlines a probe may take that speaks but never settles."""

GONE_WITHIN_S = 1.0
"""After it was killed. Only a driver stuck in the kernel takes longer; it is not waited for."""

HEARD_OUT_S = 0.5
"""After its process has ended, before what it said must have come. A program that it left behind may hold the pipe."""

_BOOT = """
import sys
sys.path[:] = sys.argv[1:-1]
from readiness.engine.probe_process import main
main(int(sys.argv[-1]))
"""


@dataclass(eq=False, slots=True)
class ProbeChild:
    """A probe's process. All times are those of `awake_clock`.

    Attributes:
        slowness: by how much the deadlines are stretched on this computer, measured at the child's start.
        greeted_s: when it said that it was up; None before that.
        heard_s: when it last said something.
        settled: it has given a settled measurement.
        doubted: it has been silent for so long that its answers do not count.
        done: it has said all.
        crashed: it said that it raised.
        ends_by_s: when it is killed if it does not let go; None while it is wanted.
        due_s: when its next messages are taken.
        gone_s: when its process was seen to have ended.
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
    doubted: bool = False
    done: bool = False
    crashed: bool = False
    ends_by_s: float | None = None
    due_s: float = 0.0
    gone_s: float | None = None

    def greet(self, now_s: float) -> None:
        """It is up; how long that took tells how slow this computer is just now."""
        self.greeted_s = now_s
        self.slowness = min(max((now_s - self.started_s) / USUAL_START_S, 1.0), SLOWEST)

    @property
    def deadline_s(self) -> float:
        """When it is given up."""
        if self.ends_by_s is not None:
            return self.ends_by_s
        if self.greeted_s is None:
            return self.started_s + START_WITHIN_S
        silent = self.heard_s + self.allowed_s * self.slowness
        never = self.greeted_s + SETTLE_DEADLINES * self.allowed_s * self.slowness
        return silent if self.settled or not self.probe.yields else min(silent, never)

    @property
    def stale_s(self) -> float:
        """When its answers stop counting, if it stays silent."""
        return self.heard_s + STALE_AFTER_S * self.slowness

    def was_asleep(self, gap_s: float) -> None:
        """This program has not listened for `gap_s`: that was no silence of the child's."""
        self.heard_s += gap_s
        self.started_s += gap_s
        self.greeted_s = None if self.greeted_s is None else self.greeted_s + gap_s
        self.ends_by_s = None if self.ends_by_s is None else self.ends_by_s + gap_s

    @property
    def is_gone(self) -> bool:
        """Whether its process has ended."""
        return self.process.poll() is not None

    def is_over(self, now_s: float) -> bool:
        """Whether nothing more can come of it: it has closed its pipe, or its process has ended a while ago."""
        if self.is_gone and self.gone_s is None:
            self.gone_s = now_s
        return self.channel.ended or (self.gone_s is not None and now_s - self.gone_s >= HEARD_OUT_S)

    def kill(self) -> None:
        """End it and everything it started; returns within a second or two whatever the system does."""
        self.group.kill()
        self.channel.stop()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(GONE_WITHIN_S)


def start(probe: Probe, request: Request, inbox: Inbox, now_s: float) -> ProbeChild:
    """Start the probe's process.

    Raises:
        OSError: it cannot be started; nothing is left of the attempt.
    """
    request = _with_whole_paths(request)
    task = probe_process.pack(
        Task(parent_id=os.getpid(), script=_script(probe.run), probe=pickle.dumps((probe.run, probe.yields, request)))
    )
    with ExitStack() as undo:
        reading, writing = os.pipe()
        undo.callback(os.close, writing)
        with ExitStack() as failed:
            failed.callback(os.close, reading)
            group = ProcessGroup()
            failed.callback(group.kill)
            process = group.start(
                _command(),
                writing,
                stdin=subprocess.PIPE,
                bufsize=0,
                stdout=subprocess.DEVNULL,
                stderr=None if log.isEnabledFor(logging.DEBUG) else subprocess.DEVNULL,
            )
            failed.pop_all()
    assert process.stdin is not None  # noqa: S101  (it was asked for)
    channel = Channel(process.stdin, task, reading, probe.yields, inbox)
    return ProbeChild(probe, group, process, channel, probe.deadline_s(request.policy), now_s, now_s)


def _with_whole_paths(request: Request) -> Request:
    """A probe's process has a working folder of its own; files are named from this program's."""
    return replace(request, camera=_whole_path(request.camera), microphone=_whole_path(request.microphone))


def _whole_path(wanted: str | None) -> str | None:
    try:
        return str(Path(wanted).absolute()) if wanted and Path(wanted).is_file() else wanted
    except (OSError, ValueError):  # a name that no file can have
        return wanted


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, probe_process.FLAG]
    return [sys.executable, "-I", "-c", _BOOT, *_import_path()]


def _import_path() -> list[str]:
    """Where a probe may import from: what this program does, but not the working folder that `-c` and `-m` add."""
    own = str(Path(readiness.__file__).parent.parent)
    return [*(each for each in sys.path if Path(each).is_absolute()), own]


def _script(run: object) -> str:
    """The file of the script that the probe's function is defined in, if it is one."""
    main: ModuleType | None = sys.modules.get("__main__")
    return str(getattr(main, "__file__", "") or "") if getattr(run, "__module__", "") == "__main__" else ""
