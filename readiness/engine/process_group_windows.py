"""The processes of a probe as one group: the child and all its descendants, in a job object (Windows)."""

from __future__ import annotations

import msvcrt
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from readiness.engine.process_limits import MEMORY_BYTES
from readiness.host.system import job_object_windows

assert sys.platform == "win32"  # noqa: S101  (mypy reads this line: what follows exists on Windows only)


class ProcessGroup:
    """A group of processes with limited memory that never outlives this program.

    Raises:
        OSError: its job object cannot be created.
    """

    def __init__(self) -> None:
        self._job = job_object_windows.JobObject(process_memory_bytes=MEMORY_BYTES)

    def start(self, command: list[str], messages: int, **options: Any) -> subprocess.Popen[bytes]:
        """Start a member.

        Args:
            command: program and arguments; the handle of `messages` is appended.
            messages: writing end of the message pipe, inherited by the child.
            options: further arguments of `subprocess.Popen`.

        Raises:
            OSError: it cannot be started.
        """
        handle = msvcrt.get_osfhandle(messages)
        os.set_handle_inheritable(handle, True)  # noqa: FBT003
        process = subprocess.Popen(
            [*command, str(handle)],
            startupinfo=subprocess.STARTUPINFO(lpAttributeList={"handle_list": [handle]}),
            creationflags=subprocess.CREATE_NO_WINDOW,
            cwd=Path(sys.executable).parent,
            **options,
        )
        # There is no race: the child first imports Python's library, and starts nothing before it is in the job.
        self._job.add(process)
        return process

    def kill(self) -> None:
        """Kill every member; may be called repeatedly."""
        self._job.kill()
