"""Which programs run on this Windows computer, by their files."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes

assert sys.platform == "win32"  # noqa: S101  (mypy reads this line: what follows exists on Windows only)

_QUERY_LIMITED_INFORMATION = 0x1000
_LONGEST_PATH = 32_768
_MOST_PROCESSES = 16_384


def running() -> frozenset[str] | None:
    """The program files of all processes that may be asked, in small letters; None when Windows does not answer."""
    api = ctypes.WinDLL("kernel32", use_last_error=True)
    api.OpenProcess.restype = wintypes.HANDLE
    api.CloseHandle.argtypes = (wintypes.HANDLE,)
    api.QueryFullProcessImageNameW.argtypes = (wintypes.HANDLE, wintypes.DWORD, wintypes.LPWSTR, wintypes.LPDWORD)
    ids, used_bytes = (wintypes.DWORD * _MOST_PROCESSES)(), wintypes.DWORD()
    listed = api.K32EnumProcesses(ids, ctypes.sizeof(ids), ctypes.byref(used_bytes))
    count = used_bytes.value // ctypes.sizeof(wintypes.DWORD)
    return frozenset(path.casefold() for each in ids[:count] if (path := _path(api, each))) if listed else None


def _path(api: ctypes.WinDLL, process_id: int) -> str:
    """The process's program file; empty when it is a process of the system itself."""
    process = api.OpenProcess(_QUERY_LIMITED_INFORMATION, False, process_id)  # noqa: FBT003  (bInheritHandle)
    path, length = ctypes.create_unicode_buffer(_LONGEST_PATH), wintypes.DWORD(_LONGEST_PATH)
    found = process and api.QueryFullProcessImageNameW(process, 0, path, ctypes.byref(length))
    api.CloseHandle(process)
    return path.value if found else ""
