"""A child process with pipes at two inherited handles, in a job object that ends with this process (Windows)."""

from __future__ import annotations

import msvcrt
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from readiness.host.system import job_object_windows, program_start

assert sys.platform == "win32"  # noqa: S101  (mypy reads this line: what follows exists on Windows only)


class HiddenProcess:
    """A child process that is killed with all its descendants by `kill`, or by Windows when this process ends.

    Args:
        command: program and arguments; the last one must not be a switch.
        environment: its environment variables.
        folder: unused; stale folders are removed before the next rehearsal.

    Raises:
        OSError: it cannot be started.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:  # noqa: ARG002
        with ExitStack() as failed, ExitStack() as theirs:
            self._job = job_object_windows.JobObject()
            failed.callback(self._job.kill)
            (their_in, self.commands), (self.answers, their_out) = os.pipe(), os.pipe()
            for each in (self.commands, self.answers):
                failed.callback(os.close, each)
            for each in (their_in, their_out):
                theirs.callback(os.close, each)
            handles = [msvcrt.get_osfhandle(each) for each in (their_in, their_out)]
            for handle in handles:
                os.set_handle_inheritable(handle, True)  # noqa: FBT003  (the library's own signature)
            switches = ["--remote-debugging-pipe", f"--remote-debugging-io-pipes={handles[0]},{handles[1]}"]
            with program_start.system_library_search():
                self._process = subprocess.Popen(
                    [*command[:-1], *switches, command[-1]],
                    env=dict(environment),
                    startupinfo=subprocess.STARTUPINFO(lpAttributeList={"handle_list": handles}),
                    creationflags=subprocess.CREATE_NO_WINDOW,
                )
            # Anything it managed to start before this line still ends with the probe, whose own job it is in.
            self._job.add(self._process)
            failed.pop_all()

    def kill(self) -> None:
        """Kill the process and its descendants."""
        self._job.kill()
        self._process.wait()
