"""Windows security: a file's owner and access list in text form (SDDL), and the current user."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes
from pathlib import Path

assert sys.platform == "win32"  # noqa: S101  (mypy reads this line: what follows exists on Windows only)

_FILE, _OWNER_AND_ACCESS, _REVISION = 1, 0x1 | 0x4, 1
_TOKEN_QUERY, _TOKEN_USER = 0x8, 1

_security = ctypes.WinDLL("advapi32", use_last_error=True)
_kernel = ctypes.WinDLL("kernel32", use_last_error=True)


def descriptor(path: Path) -> str:
    """Return owner and access list of a file or folder as SDDL.

    Raises:
        OSError: it does not exist, or Windows refuses the query.
    """
    found, text = ctypes.c_void_p(), ctypes.c_wchar_p()
    failed = _security.GetNamedSecurityInfoW(
        str(path), _FILE, _OWNER_AND_ACCESS, None, None, None, None, ctypes.byref(found)
    )
    if failed:
        raise ctypes.WinError(failed)
    try:
        write = _security.ConvertSecurityDescriptorToStringSecurityDescriptorW
        if not write(found, _REVISION, _OWNER_AND_ACCESS, ctypes.byref(text), None):
            raise ctypes.WinError(ctypes.get_last_error())
        return _take_text(text)
    finally:
        _kernel.LocalFree(found)


def current_user_sid() -> str:
    """Return the security identifier (SID) of the current user.

    Raises:
        OSError: a Windows call failed.
    """
    token, size, text = wintypes.HANDLE(), wintypes.DWORD(), ctypes.c_wchar_p()
    process = wintypes.HANDLE(-1)  # GetCurrentProcess
    if not _security.OpenProcessToken(process, _TOKEN_QUERY, ctypes.byref(token)):
        raise ctypes.WinError(ctypes.get_last_error())
    try:
        _security.GetTokenInformation(token, _TOKEN_USER, None, 0, ctypes.byref(size))
        user = (ctypes.c_void_p * (size.value // ctypes.sizeof(ctypes.c_void_p) + 1))()
        if not _security.GetTokenInformation(token, _TOKEN_USER, user, size, ctypes.byref(size)):
            raise ctypes.WinError(ctypes.get_last_error())
        if not _security.ConvertSidToStringSidW(ctypes.c_void_p(user[0]), ctypes.byref(text)):
            raise ctypes.WinError(ctypes.get_last_error())
        return _take_text(text)
    finally:
        _kernel.CloseHandle(token)


def is_administrator() -> bool:
    """Whether this program runs with administrator rights."""
    return bool(ctypes.windll.shell32.IsUserAnAdmin())


def _take_text(text: ctypes.c_wchar_p) -> str:
    """Return a text allocated by Windows, and free its memory."""
    value = text.value or ""
    _kernel.LocalFree(ctypes.cast(text, ctypes.c_void_p))
    return value
