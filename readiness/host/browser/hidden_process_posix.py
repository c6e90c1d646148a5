"""A child process with pipes at descriptors 3 and 4 that does not outlive this process (Linux and macOS)."""

from __future__ import annotations

import contextlib
import fcntl
import os
import resource
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

_ABOVE_THEIRS = 10
_GUARD = 'cat >/dev/null; kill -KILL -"$1" 2>/dev/null; rm -rf "$2"'
"""Blocks until the other end of its input is closed, which happens even if this process is killed; then cleans up."""


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
                self._id = os.posix_spawn(
                    command[0],
                    [*command[:1], *self.pipe_switches, *command[1:]],
                    environment,
                    file_actions=[
                        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
                        (os.POSIX_SPAWN_DUP2, their_in, 3),
                        (os.POSIX_SPAWN_DUP2, their_out, 4),
                    ],
                    setpgroup=0,
                    setsigdef=(signal.SIGINT, signal.SIGTTOU),
                )
        except OSError:
            os.close(self.commands)
            os.close(self.answers)
            raise
        finally:
            os.close(their_in)
            os.close(their_out)
        try:
            self._guard, self._guarded = _guard(self._id, folder)
        except OSError:
            os.killpg(self._id, signal.SIGKILL)
            os.waitpid(self._id, 0)
            os.close(self.commands)
            os.close(self.answers)
            raise

    def kill(self) -> None:
        """Kill the process group, even if it is stopped, and then the guard."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._id, signal.SIGKILL)
        os.waitpid(self._id, 0)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._guard, signal.SIGKILL)
        os.waitpid(self._guard, 0)
        os.close(self._guarded)


@contextmanager
def _own_memory_limit_lifted() -> Iterator[None]:
    """Temporarily lift the probe's address space limit: a browser reserves terabytes and would not start."""
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


def _guard(group: int, folder: Path) -> tuple[int, int]:
    """Start the guard; return its process id and the end of its input that this process holds open."""
    theirs, ours = _pipe()
    try:
        guard = os.posix_spawn(
            "/bin/sh",
            ["sh", "-c", _GUARD, "sh", str(group), str(folder)],
            {"PATH": "/usr/bin:/bin"},
            file_actions=[(os.POSIX_SPAWN_DUP2, theirs, 0), (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
            setpgroup=0,
        )
    except OSError:
        os.close(ours)
        raise
    finally:
        os.close(theirs)
    return guard, ours
