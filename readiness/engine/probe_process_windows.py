"""Starting a probe's process in a job object with limited memory (Windows)."""

from __future__ import annotations

import msvcrt
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from readiness.engine.process_limits import MEMORY_BYTES
from readiness.host.system import job_object_windows

assert sys.platform == "win32"  # noqa: S101  (mypy reads this line: what follows exists on Windows only)


def start_process(
    command: list[str], messages: int, stderr: int | None
) -> tuple[subprocess.Popen[bytes], job_object_windows.JobObject]:
    """Start a probe's process; a pipe to it is its standard input.

    Args:
        command: program and arguments; the handle of `messages` is appended.
        messages: writing end of the message pipe, inherited by the child.
        stderr: as for `subprocess.Popen`.

    Raises:
        OSError: it cannot be started; nothing is left running.
    """
    handle = msvcrt.get_osfhandle(messages)
    os.set_handle_inheritable(handle, True)  # noqa: FBT003
    with ExitStack() as failed:
        job = job_object_windows.JobObject(process_memory_bytes=MEMORY_BYTES)
        failed.callback(job.kill)
        process = subprocess.Popen(
            [*command, str(handle)],
            stdin=subprocess.PIPE,
            bufsize=0,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            startupinfo=subprocess.STARTUPINFO(lpAttributeList={"handle_list": [handle]}),
            creationflags=subprocess.CREATE_NO_WINDOW,
            cwd=Path(sys.executable).parent,
        )
        # There is no race: the child first imports Python's library, and starts nothing before it is in the job.
        job.add(process)
        failed.pop_all()
    return process, job
