"""A child process with pipes at descriptors 3 and 4 that does not outlive this process (Linux and macOS)."""

from __future__ import annotations

import fcntl
import os
import resource
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from readiness.host.system.disclaimed_spawn import spawn_disclaimed
from readiness.host.system.process_group_posix import ProcessGroup

_ABOVE_THEIRS = 10


class HiddenProcess:
    """A child process in a process group of its own.

    Args:
        command: program and arguments.
        environment: its environment variables.
        folder: removed if this process ends without calling `kill`.

    Raises:
        OSError: it cannot be started.
    """

    pipe_switches: tuple[str, ...] = ("--remote-debugging-pipe",)

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        (their_in, self.commands), (self.answers, their_out) = _pipe(), _pipe()
        try:
            with _own_memory_limit_lifted():
                self._id = spawn_disclaimed(
                    [*command[:1], *self.pipe_switches, *command[1:]], environment, {3: their_in, 4: their_out}
                )
        except OSError:
            os.close(self.commands)
            os.close(self.answers)
            raise
        finally:
            os.close(their_in)
            os.close(their_out)
        try:
            self._group = ProcessGroup(self._id, folder)
        except OSError:
            os.waitpid(self._id, 0)
            os.close(self.commands)
            os.close(self.answers)
            raise

    def kill(self) -> None:
        """Kill the process and its descendants."""
        self._group.kill()
        os.waitpid(self._id, 0)


@contextmanager
def _own_memory_limit_lifted() -> Iterator[None]:
    """Temporarily lift the probe's address space limit: a browser reserves terabytes and would not start.

    Only Linux has such a limit (`engine.process_limits`).
    """
    if sys.platform != "linux":
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _pipe() -> tuple[int, int]:
    """Create a pipe whose descriptors do not collide with the fixed numbers in the child."""
    made = []
    for each in os.pipe():
        made.append(fcntl.fcntl(each, fcntl.F_DUPFD_CLOEXEC, _ABOVE_THEIRS))
        os.close(each)
    return made[0], made[1]
