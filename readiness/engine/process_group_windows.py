"""A Job Object that is killed as a whole: the child and all its descendants (Windows)."""

from __future__ import annotations

import ctypes
import msvcrt
import os
import subprocess
import sys
from ctypes import wintypes
from pathlib import Path
from typing import Any

from readiness.engine.process_limits import MEMORY_BYTES

assert sys.platform == "win32"  # noqa: S101  (mypy reads this line: what follows exists on Windows only)

_EXTENDED_LIMITS = 9
_KILL_ON_JOB_CLOSE, _PROCESS_MEMORY, _DIE_ON_UNHANDLED_EXCEPTION = 0x2000, 0x100, 0x400

_kernel = ctypes.WinDLL("kernel32", use_last_error=True)
_kernel.CreateJobObjectW.argtypes = (wintypes.LPVOID, wintypes.LPCWSTR)
_kernel.CreateJobObjectW.restype = wintypes.HANDLE
_kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, wintypes.LPVOID, wintypes.DWORD)
_kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
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


class ProcessGroup:
    """A group of processes that never outlives this program, since Windows closes its job handle with it.

    Raises:
        OSError: the job cannot be created.
    """

    def __init__(self) -> None:
        self._job = _kernel.CreateJobObjectW(None, None)
        if not self._job:
            raise ctypes.WinError(ctypes.get_last_error())
        limits = _ExtendedLimits()
        limits.basic.flags = _KILL_ON_JOB_CLOSE | _PROCESS_MEMORY | _DIE_ON_UNHANDLED_EXCEPTION
        limits.process_memory = MEMORY_BYTES
        done = _kernel.SetInformationJobObject(self._job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
        if not done:
            problem = ctypes.WinError(ctypes.get_last_error())
            self.kill()
            raise problem

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
        if not _kernel.AssignProcessToJobObject(self._job, int(process._handle)):  # type: ignore[attr-defined]
            problem = ctypes.WinError(ctypes.get_last_error())
            process.kill()
            raise problem
        return process

    def kill(self) -> None:
        """Kill every member; may be called repeatedly."""
        if self._job:
            _kernel.TerminateJobObject(self._job, 1)
            _kernel.CloseHandle(self._job)
            self._job = None
