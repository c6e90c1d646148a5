"""Running programs on Windows: their files and start times."""

from __future__ import annotations

import contextlib
import ctypes
import sys
from ctypes import wintypes

assert sys.platform == "win32"  # noqa: S101  (mypy reads this line: what follows exists on Windows only)

FILETIME_AT_1970 = 116_444_736_000_000_000
"""FILETIME of the Unix epoch: tenths of a microsecond since 1601."""

_QUERY_LIMITED_INFORMATION = 0x1000
_LONGEST_PATH = 32_768


def running() -> dict[str, int] | None:
    """Return the lower-case program file of every accessible process, with the oldest process's start time.

    The time is a FILETIME, 0 if unknown. None if Windows does not list its processes.
    """
    import psutil

    api = ctypes.WinDLL("kernel32", use_last_error=True)
    api.OpenProcess.restype = wintypes.HANDLE
    api.CloseHandle.argtypes = (wintypes.HANDLE,)
    api.QueryFullProcessImageNameW.argtypes = (wintypes.HANDLE, wintypes.DWORD, wintypes.LPWSTR, wintypes.LPDWORD)
    found: dict[str, int] = {}
    try:
        for process_id in psutil.pids():
            path, began_s = _path(api, process_id).casefold(), 0.0
            with contextlib.suppress(OSError, psutil.Error):  # it has just ended, or is a system process
                began_s = psutil.Process(process_id).create_time()
            if path:
                began = FILETIME_AT_1970 + int(began_s * 10_000_000) if began_s else 0
                found[path] = min(began, found.get(path, began))
    except (OSError, psutil.Error):
        return None
    return found


def _path(api: ctypes.WinDLL, process_id: int) -> str:
    """Return a process's program file; empty for system processes.

    This calls Windows directly, because psutil uses an undocumented call that Wine lacks.
    """
    process = api.OpenProcess(_QUERY_LIMITED_INFORMATION, False, process_id)  # noqa: FBT003  (bInheritHandle)
    if not process:
        return ""
    path, length = ctypes.create_unicode_buffer(_LONGEST_PATH), wintypes.DWORD(_LONGEST_PATH)
    found = api.QueryFullProcessImageNameW(process, 0, path, ctypes.byref(length))
    api.CloseHandle(process)
    return path.value if found else ""
