"""A job object: processes that Windows ends together, and with this program at the latest."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from contextlib import ExitStack
from ctypes import wintypes
from typing import Any

assert sys.platform == "win32"  # noqa: S101  (mypy reads this line: what follows exists on Windows only)

_EXTENDED_LIMITS = 9
_KILL_ON_JOB_CLOSE, _PROCESS_MEMORY, _DIE_ON_UNHANDLED_EXCEPTION = 0x2000, 0x100, 0x400


def _raise_if_false(result: Any, _function: object, _arguments: object) -> Any:
    """Report a failed call, as `errcheck` of ctypes."""
    if not result:
        raise ctypes.WinError(ctypes.get_last_error())
    return result


_kernel = ctypes.WinDLL("kernel32", use_last_error=True)
_kernel.CreateJobObjectW.argtypes = (wintypes.LPVOID, wintypes.LPCWSTR)
_kernel.CreateJobObjectW.restype = wintypes.HANDLE
_kernel.CreateJobObjectW.errcheck = _raise_if_false
_kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, wintypes.LPVOID, wintypes.DWORD)
_kernel.SetInformationJobObject.errcheck = _raise_if_false
_kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
_kernel.AssignProcessToJobObject.errcheck = _raise_if_false
_kernel.TerminateJobObject.argtypes = (wintypes.HANDLE, wintypes.UINT)
_kernel.CloseHandle.argtypes = (wintypes.HANDLE,)


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("per_process_user_time", wintypes.LARGE_INTEGER),
        ("per_job_user_time", wintypes.LARGE_INTEGER),
        ("flags", wintypes.DWORD),
        ("minimum_working_set", ctypes.c_size_t),
        ("maximum_working_set", ctypes.c_size_t),
        ("active_processes", wintypes.DWORD),
        ("affinity", ctypes.c_size_t),
        ("priority_class", wintypes.DWORD),
        ("scheduling_class", wintypes.DWORD),
    )


class _ExtendedLimits(ctypes.Structure):
    _fields_ = (
        ("basic", _BasicLimits),
        ("io", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


class JobObject:
    """A job whose members and all their descendants are killed by `kill`, or by Windows when this program ends.

    Args:
        process_memory_bytes: the most memory that each member may commit; None for no limit of its own.

    Raises:
        OSError: it cannot be created.
    """

    def __init__(self, process_memory_bytes: int | None = None) -> None:
        limits = _ExtendedLimits()
        limits.basic.flags = _KILL_ON_JOB_CLOSE | _DIE_ON_UNHANDLED_EXCEPTION
        if process_memory_bytes is not None:
            limits.basic.flags |= _PROCESS_MEMORY
            limits.process_memory = process_memory_bytes
        self._job = _kernel.CreateJobObjectW(None, None)
        with ExitStack() as failed:
            failed.callback(self.kill)
            _kernel.SetInformationJobObject(self._job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
            failed.pop_all()

    def add(self, process: subprocess.Popen[bytes]) -> None:
        """Make a process a member. What it starts afterwards belongs to the job too.

        Raises:
            OSError: Windows refused, and the process has been killed.
        """
        try:
            _kernel.AssignProcessToJobObject(self._job, int(process._handle))  # type: ignore[attr-defined]
        except OSError:
            process.kill()
            raise

    def kill(self) -> None:
        """Kill every member; may be called repeatedly."""
        if self._job:
            _kernel.TerminateJobObject(self._job, 1)  # should this fail, closing the only handle kills them as well
            _kernel.CloseHandle(self._job)
            self._job = None
