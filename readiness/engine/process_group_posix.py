"""A process group that is killed as a whole: the child and all its descendants (Linux and macOS)."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from typing import Any

from readiness.engine.process_limits import GONE_WITHIN_S

_GUARD = "trap '' HUP INT TERM; read -r line; kill -9 -$1"


class ProcessGroup:
    """A group of processes that never outlives this program, however this program ends.

    A guard, a shell in a process group of its own (so that stopping the group does not stop it), waits for the end of a
    pipe that only this program holds open, and then kills the group. If this program is killed, the kernel closes the
    pipe and continues a stopped guard (POSIX, orphaned process groups).
    """

    def __init__(self) -> None:
        self._leader = 0
        self._guard: subprocess.Popen[bytes] | None = None
        self._guard_pipe = -1

    def start(self, command: list[str], messages: int, **options: Any) -> subprocess.Popen[bytes]:
        """Start the group's leader.

        Args:
            command: program and arguments; the descriptor of `messages` is appended.
            messages: writing end of the message pipe, inherited by the child.
            options: further arguments of `subprocess.Popen`.

        Raises:
            OSError: it cannot be started.
        """
        process = subprocess.Popen([*command, str(messages)], process_group=0, pass_fds=(messages,), cwd="/", **options)
        self._leader = process.pid
        try:
            self._start_guard()
        except BaseException:
            self.kill()
            if process.stdin:
                process.stdin.close()
            process.wait(GONE_WITHIN_S)
            raise
        return process

    def _start_guard(self) -> None:
        ends, self._guard_pipe = os.pipe()
        try:
            self._guard = subprocess.Popen(
                ("/bin/sh", "-c", _GUARD, "guard", str(self._leader)),
                stdin=ends,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env={},
                process_group=0,
            )
        finally:
            os.close(ends)

    def kill(self) -> None:
        """Kill every member; may be called repeatedly."""
        if self._leader:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._leader, signal.SIGKILL)
            self._leader = 0
        if self._guard:
            self._guard.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._guard.wait(GONE_WITHIN_S)
            self._guard = None
        if self._guard_pipe >= 0:
            os.close(self._guard_pipe)
            self._guard_pipe = -1
