"""Decoding a PROPVARIANT of Windows' property stores (propidl.h). Only reads memory that the caller owns."""

from __future__ import annotations

import ctypes
import uuid

_VALUE_AT = 8
"""Offset of the value or pointer, after the type and three reserved words."""

_NUMBERS = {
    2: ctypes.c_int16,
    3: ctypes.c_int32,
    18: ctypes.c_uint16,
    19: ctypes.c_uint32,
    20: ctypes.c_int64,
    21: ctypes.c_uint64,
    22: ctypes.c_int32,
    23: ctypes.c_uint32,
}
"""VT_I2, I4, UI2, UI4, I8, UI8, INT and UINT of wtypes.h."""

_BOOL, _TEXTS, _GUID = 11, (8, 31), 72
"""VT_BOOL, VT_BSTR and VT_LPWSTR, VT_CLSID."""

_MAX_TEXT_BYTES = 65_536


def plain_value(variant: ctypes.Structure) -> str | int | bool | None:
    """Return a text, number, boolean, or GUID as upper-case `{…}`; None for empty and for any other type."""
    at = ctypes.addressof(variant)
    kind = ctypes.c_ushort.from_address(at).value
    if kind in _NUMBERS:
        return int(_NUMBERS[kind].from_address(at + _VALUE_AT).value)
    if kind == _BOOL:
        return ctypes.c_int16.from_address(at + _VALUE_AT).value != 0
    where = ctypes.c_void_p.from_address(at + _VALUE_AT).value if kind in (*_TEXTS, _GUID) else None
    if where is None:
        return None
    if kind == _GUID:
        return f"{{{uuid.UUID(bytes_le=ctypes.string_at(where, 16))}}}".upper()
    return _text(where)


def _text(where: int) -> str:
    """Read zero-terminated UTF-16. `ctypes.wstring_at` reads the platform's wchar_t, four bytes on Linux (tests)."""
    units = bytearray()
    while len(units) < _MAX_TEXT_BYTES and (unit := ctypes.string_at(where + len(units), 2)) != b"\0\0":
        units += unit
    return units.decode("utf-16-le", "replace")
