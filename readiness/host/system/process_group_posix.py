"""A process group that never outlives this program (Linux and macOS); on Windows see `job_object_windows`."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from pathlib import Path

_GUARD_GONE_WITHIN_S = 1.0
_GUARD = 'trap "" HUP INT TERM; read -r line; kill -KILL -"$1" 2>/dev/null; [ -z "$2" ] || rm -rf "$2"'


class ProcessGroup:
    """A child that leads a process group, and all its descendants: killed when this program ends, however it ends.

    A guard, a shell in a process group of its own (so that stopping the group does not stop it), waits for the end of a
    pipe that only this program holds open, and then kills the group. If this program is killed, the kernel closes the
    pipe and continues a stopped guard (POSIX, orphaned process groups).

    Args:
        leader: the child's process id.
        folder: removed by the guard if this program ends without calling `kill`.

    Raises:
        OSError: the guard cannot be started; the group has been killed, and its leader is yet to be waited for.
    """

    def __init__(self, leader: int, folder: Path | None = None) -> None:
        self._leader = leader
        self._guard: subprocess.Popen[bytes] | None = None
        theirs, self._guard_pipe = os.pipe()
        try:
            self._guard = subprocess.Popen(
                ("/bin/sh", "-c", _GUARD, "guard", str(leader), str(folder or "")),
                stdin=theirs,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env={"PATH": "/usr/bin:/bin"},
                process_group=0,
            )
        except BaseException:
            self.kill()
            raise
        finally:
            os.close(theirs)

    def kill(self) -> None:
        """Kill every member, even a stopped one; may be called repeatedly."""
        if self._leader:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._leader, signal.SIGKILL)
            self._leader = 0
        if self._guard:
            self._guard.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._guard.wait(_GUARD_GONE_WITHIN_S)
            self._guard = None
        if self._guard_pipe >= 0:
            os.close(self._guard_pipe)
            self._guard_pipe = -1
