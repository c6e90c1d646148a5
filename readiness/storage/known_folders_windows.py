"""Paths of known folders, from Windows rather than from environment variables that the person can change."""

from __future__ import annotations

import ctypes
import sys
import uuid
from ctypes import wintypes
from pathlib import Path

assert sys.platform == "win32"  # noqa: S101  (mypy reads this line: what follows exists on Windows only)

_PROGRAM_DATA = uuid.UUID("62AB5D82-FDC1-4DC3-A9DD-070D1D495D97")
"""FOLDERID_ProgramData."""


def program_data() -> Path:
    """Return the folder for data shared by all users, usually `C:/ProgramData`.

    Raises:
        OSError: the call to Windows failed.
    """
    path = ctypes.c_wchar_p()
    folder_id = (ctypes.c_ubyte * 16).from_buffer_copy(_PROGRAM_DATA.bytes_le)
    get_path = ctypes.windll.shell32.SHGetKnownFolderPath
    get_path.argtypes = (
        ctypes.c_void_p,
        wintypes.DWORD,
        wintypes.HANDLE,
        ctypes.POINTER(ctypes.c_wchar_p),
    )
    failed = get_path(ctypes.byref(folder_id), 0, None, ctypes.byref(path))
    try:
        if failed or not path.value:
            raise OSError(f"SHGetKnownFolderPath: {failed & 0xFFFFFFFF:#x}")
        return Path(path.value)
    finally:
        ctypes.windll.ole32.CoTaskMemFree(path)
