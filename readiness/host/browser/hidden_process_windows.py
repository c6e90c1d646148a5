"""A child process with pipes at two inherited handles, in a job that ends with this process (Windows)."""

from __future__ import annotations

import ctypes
import msvcrt
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from ctypes import wintypes
from pathlib import Path

assert sys.platform == "win32"  # noqa: S101  (mypy reads this line: what follows exists on Windows only)

_EXTENDED_LIMITS, _KILL_ON_CLOSE = 9, 0x2000
"""JobObjectExtendedLimitInformation and JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE (winnt.h)."""

_FLAGS_AT, _LIMITS_BYTES = 16, 144
"""Layout of JOBOBJECT_EXTENDED_LIMIT_INFORMATION on 64 bits: two times, then the flags."""


class HiddenProcess:
    """A child process in a job that Windows terminates, with all descendants, when this process's job handle closes.

    Args:
        command: program and arguments; the last one must not be a switch.
        environment: its environment variables.
        folder: unused; stale folders are removed before the next rehearsal.

    Raises:
        OSError: it cannot be started.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:  # noqa: ARG002
        (their_in, self.commands), (self.answers, their_out) = os.pipe(), os.pipe()
        handles = [msvcrt.get_osfhandle(each) for each in (their_in, their_out)]
        for handle in handles:
            os.set_handle_inheritable(handle, True)  # noqa: FBT003  (the library's own signature)
        switches = ["--remote-debugging-pipe", f"--remote-debugging-io-pipes={handles[0]},{handles[1]}"]
        startup = subprocess.STARTUPINFO(lpAttributeList={"handle_list": handles})
        self._job = _job()
        try:
            self._process = subprocess.Popen(
                [*command[:-1], *switches, command[-1]],
                env=dict(environment),
                startupinfo=startup,
                close_fds=True,
                creationflags=subprocess.CREATE_NO_WINDOW,
            )
        except OSError:
            os.close(self.commands)
            os.close(self.answers)
            ctypes.WinDLL("kernel32").CloseHandle(wintypes.HANDLE(self._job))
            raise
        finally:
            os.close(their_in)
            os.close(their_out)
        process = wintypes.HANDLE(int(self._process._handle))  # type: ignore[attr-defined]  # not in typeshed
        ctypes.WinDLL("kernel32").AssignProcessToJobObject(wintypes.HANDLE(self._job), process)

    def kill(self) -> None:
        """Kill the process and its descendants."""
        api = ctypes.WinDLL("kernel32")
        api.TerminateJobObject(wintypes.HANDLE(self._job), 1)
        self._process.kill()
        self._process.wait()
        api.CloseHandle(wintypes.HANDLE(self._job))


def _job() -> int:
    api = ctypes.WinDLL("kernel32", use_last_error=True)
    api.CreateJobObjectW.restype = wintypes.HANDLE
    job = api.CreateJobObjectW(None, None)
    if not job:
        raise ctypes.WinError(ctypes.get_last_error())
    limits = ctypes.create_string_buffer(_LIMITS_BYTES)
    limits[_FLAGS_AT : _FLAGS_AT + 4] = _KILL_ON_CLOSE.to_bytes(4, "little")  # type: ignore[call-overload]
    api.SetInformationJobObject(wintypes.HANDLE(job), _EXTENDED_LIMITS, limits, len(limits))
    return int(job)
