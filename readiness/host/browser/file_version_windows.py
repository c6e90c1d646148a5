"""Reading product and version from a Windows program file's version resource."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes
from dataclasses import dataclass
from pathlib import Path

assert sys.platform == "win32"  # noqa: S101  (mypy reads this line: what follows exists on Windows only)

_FIXED_SIGNATURE = 0xFEEF04BD


@dataclass(frozen=True, slots=True, kw_only=True)
class FileVersion:
    """A version resource. `version` is four dotted numbers; `product` is empty if not given."""

    version: str
    product: str


class _FixedFileInfo(ctypes.Structure):
    """The beginning of VS_FIXEDFILEINFO (Microsoft Learn, verrsrc.h)."""

    _fields_ = (
        ("signature", wintypes.DWORD),
        ("struct_version", wintypes.DWORD),
        ("file_version_high", wintypes.DWORD),
        ("file_version_low", wintypes.DWORD),
    )


def read(path: Path) -> FileVersion | None:
    """Return the version resource of a program file; None if the file is missing or has none."""
    api = ctypes.WinDLL("version")
    size = api.GetFileVersionInfoSizeW(str(path), None)
    block = ctypes.create_string_buffer(size)
    if not size or not api.GetFileVersionInfoW(str(path), 0, size, block):
        return None
    fixed = _query(api, block, "\\")
    if fixed is None or fixed[1] < ctypes.sizeof(_FixedFileInfo):
        return None
    info = _FixedFileInfo.from_address(fixed[0])
    if info.signature != _FIXED_SIGNATURE:
        return None
    numbers = (info.file_version_high >> 16, info.file_version_high & 0xFFFF,
               info.file_version_low >> 16, info.file_version_low & 0xFFFF)  # fmt: skip
    return FileVersion(
        version=".".join(str(number) for number in numbers),
        product=_text(api, block, "ProductName"),
    )


def _query(api: ctypes.WinDLL, block: ctypes.Array[ctypes.c_char], path: str) -> tuple[int, int] | None:
    """Return address and length of an entry of the resource, valid as long as `block` exists."""
    address, length = ctypes.c_void_p(), wintypes.UINT()
    found = api.VerQueryValueW(block, path, ctypes.byref(address), ctypes.byref(length))
    return (address.value, length.value) if found and address.value and length.value else None


def _text(api: ctypes.WinDLL, block: ctypes.Array[ctypes.c_char], name: str) -> str:
    """Return a text in the resource's first language."""
    translation = _query(api, block, "\\VarFileInfo\\Translation")
    if translation is None:
        return ""
    language, code_page = (wintypes.WORD * 2).from_address(translation[0])
    entry = _query(api, block, f"\\StringFileInfo\\{language:04x}{code_page:04x}\\{name}")
    return ctypes.wstring_at(entry[0], entry[1]).rstrip("\0") if entry else ""
