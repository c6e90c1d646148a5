"""A process group that ends as a whole: the child, the programs it starts, and theirs."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from typing import Any

GONE_WITHIN_S = 1.0
"""After SIGKILL only a driver stuck in the kernel keeps a process; it is not waited for longer than this."""

_GUARD = "trap '' HUP INT TERM; read -r line; kill -KILL 0"


class ProcessGroup:
    """A group of processes of which none outlives this program, however this program ends.

    The group's leader is a guard: a shell that waits for the end of a pipe which only this program holds open, and
    then kills the whole group, itself included. The kernel closes the pipe when this program is killed. A group of
    which a member is stopped is continued by the kernel when its parent dies (POSIX, orphaned process groups), the
    guard included, so stopped members are no exception.

    Raises:
        OSError: the guard cannot be started.
    """

    def __init__(self) -> None:
        ends, self._held = os.pipe()
        try:
            self._guard = subprocess.Popen(
                ("/bin/sh", "-c", _GUARD),
                stdin=ends,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env={},
                process_group=0,
            )
        except BaseException:
            os.close(self._held)
            raise
        finally:
            os.close(ends)

    def start(self, command: list[str], messages: int, **options: Any) -> subprocess.Popen[bytes]:
        """Start a member. The command is given the number at which it finds `messages`, a pipe's writing end.

        Raises:
            OSError: it cannot be started.
        """
        return subprocess.Popen(
            [*command, str(messages)], process_group=self._guard.pid, pass_fds=(messages,), cwd="/", **options
        )

    def kill(self) -> None:
        """End every member; any number of times."""
        if self._held < 0:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._guard.pid, signal.SIGKILL)
        os.close(self._held)
        self._held = -1
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._guard.wait(GONE_WITHIN_S)
