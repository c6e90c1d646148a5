"""Folders that Windows itself knows the place of, whatever a person's environment variables say."""

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
    """The folder for every person's programs, `C:/ProgramData` on most computers.

    Raises:
        OSError: Windows does not say.
    """
    found = ctypes.c_wchar_p()
    wanted = (ctypes.c_ubyte * 16).from_buffer_copy(_PROGRAM_DATA.bytes_le)
    ask = ctypes.windll.shell32.SHGetKnownFolderPath
    ask.argtypes = (ctypes.c_void_p, wintypes.DWORD, wintypes.HANDLE, ctypes.POINTER(ctypes.c_wchar_p))
    failed = ask(ctypes.byref(wanted), 0, None, ctypes.byref(found))
    try:
        if failed or not found.value:
            raise OSError(f"SHGetKnownFolderPath: {failed & 0xFFFFFFFF:#x}")
        return Path(found.value)
    finally:
        ctypes.windll.ole32.CoTaskMemFree(found)
