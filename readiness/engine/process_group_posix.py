"""A process group that ends as a whole: the child, the programs it starts, and theirs."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from typing import Any

GONE_WITHIN_S = 1.0
"""After SIGKILL only a driver stuck in the kernel keeps a process; it is not waited for longer than this."""

_GUARD = "trap '' HUP INT TERM; read -r line; kill -9 -$1"


class ProcessGroup:
    """A group of processes of which none outlives this program, however this program ends.

    Beside it stands a guard, in a group of its own so that who stops the group does not stop the guard: a shell that
    waits for the end of a pipe which only this program holds open, and then kills the group. The kernel closes the
    pipe when this program is killed, and continues a guard that is stopped then (POSIX, orphaned process groups).
    """

    def __init__(self) -> None:
        self._leader = 0
        self._guard: subprocess.Popen[bytes] | None = None
        self._held = -1

    def start(self, command: list[str], messages: int, **options: Any) -> subprocess.Popen[bytes]:
        """Start the group's first member. It is given the number at which it finds `messages`, a pipe's writing end.

        Raises:
            OSError: it cannot be started.
        """
        process = subprocess.Popen([*command, str(messages)], process_group=0, pass_fds=(messages,), cwd="/", **options)
        self._leader = process.pid
        try:
            self._watch()
        except BaseException:
            self.kill()
            if process.stdin:
                process.stdin.close()
            process.wait(GONE_WITHIN_S)
            raise
        return process

    def _watch(self) -> None:
        ends, self._held = os.pipe()
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
        """End every member; any number of times."""
        if self._leader:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._leader, signal.SIGKILL)
            self._leader = 0
        if self._guard:
            self._guard.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._guard.wait(GONE_WITHIN_S)
            self._guard = None
        if self._held >= 0:
            os.close(self._held)
            self._held = -1
