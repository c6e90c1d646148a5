"""Which programs run on this Windows computer, by their files, and since when."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes

assert sys.platform == "win32"  # noqa: S101  (mypy reads this line: what follows exists on Windows only)

_QUERY_LIMITED_INFORMATION = 0x1000
_LONGEST_PATH = 32_768
_MOST_PROCESSES = 16_384


def running() -> dict[str, int] | None:
    """The program file of every process that may be asked, in small letters, and when the oldest of each began.

    The time is a FILETIME, 0 when it is not told. None when Windows does not list its processes.
    """
    api = ctypes.WinDLL("kernel32", use_last_error=True)
    api.OpenProcess.restype = wintypes.HANDLE
    api.CloseHandle.argtypes = (wintypes.HANDLE,)
    api.QueryFullProcessImageNameW.argtypes = (wintypes.HANDLE, wintypes.DWORD, wintypes.LPWSTR, wintypes.LPDWORD)
    api.GetProcessTimes.argtypes = (wintypes.HANDLE, *(ctypes.POINTER(wintypes.FILETIME),) * 4)
    ids, used_bytes = (wintypes.DWORD * _MOST_PROCESSES)(), wintypes.DWORD()
    if not api.K32EnumProcesses(ids, ctypes.sizeof(ids), ctypes.byref(used_bytes)):
        return None
    found: dict[str, int] = {}
    for process_id in ids[: used_bytes.value // ctypes.sizeof(wintypes.DWORD)]:
        path, began = _path_and_beginning(api, process_id)
        if path:
            found[path] = min(began, found.get(path, began))
    return found


def _path_and_beginning(api: ctypes.WinDLL, process_id: int) -> tuple[str, int]:
    """The process's program file, empty for a process of the system itself, and when it began."""
    process = api.OpenProcess(_QUERY_LIMITED_INFORMATION, False, process_id)  # noqa: FBT003  (bInheritHandle)
    if not process:
        return "", 0
    path, length = ctypes.create_unicode_buffer(_LONGEST_PATH), wintypes.DWORD(_LONGEST_PATH)
    times = [wintypes.FILETIME() for _ in range(4)]
    found = api.QueryFullProcessImageNameW(process, 0, path, ctypes.byref(length))
    told = api.GetProcessTimes(process, *(ctypes.byref(each) for each in times))
    api.CloseHandle(process)
    began = (times[0].dwHighDateTime << 32 | times[0].dwLowDateTime) if told else 0
    return (path.value.casefold() if found else ""), began
