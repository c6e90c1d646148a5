"""Properties of Plug and Play devices (Microsoft Learn, SetupDiGetDevicePropertyW, devpkey.h)."""

from __future__ import annotations

import ctypes
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, byref, wintypes

assert sys.platform == "win32"  # noqa: S101  (mypy reads this line: what follows exists on Windows only)

_BINARY, _GUID, _STRING = 0x1003, 0x0D, 0x12
"""DEVPROP_TYPE_BINARY, DEVPROP_TYPE_GUID and DEVPROP_TYPE_STRING (devpropdef.h)."""

_MAX_BYTES = 4096


class Key(ctypes.Structure):
    """A DEVPROPKEY."""

    _fields_ = (("format_id", ctypes.c_ubyte * 16), ("number", wintypes.ULONG))

    @classmethod
    def of(cls, format_id: str, number: int) -> Key:
        """Return the key with a format's GUID and a number."""
        return cls((ctypes.c_ubyte * 16)(*uuid.UUID(format_id).bytes_le), number)


CONTAINER_ID = Key.of("8c7ed206-3f8a-4827-b3ab-ae9e1faefc6c", 2)
PHYSICAL_LOCATION = Key.of("540b947e-8b40-45bc-a8a2-6a0b894cbda2", 9)
PARENT = Key.of("4340a6c5-93fa-4706-972c-7b648008a5a7", 8)


class DeviceInfo(ctypes.Structure):
    """An SP_DEVINFO_DATA."""

    _fields_ = (
        ("size", wintypes.DWORD),
        ("class_id", ctypes.c_ubyte * 16),
        ("device", wintypes.DWORD),
        ("reserved", ctypes.c_size_t),
    )

    @classmethod
    def empty(cls) -> DeviceInfo:
        """Return one for SetupAPI to fill in."""
        return cls(size=ctypes.sizeof(cls))


setup_api = ctypes.WinDLL("setupapi", use_last_error=True)
setup_api.SetupDiCreateDeviceInfoList.restype = wintypes.HANDLE
setup_api.SetupDiCreateDeviceInfoList.argtypes = (ctypes.c_void_p, wintypes.HWND)
setup_api.SetupDiDestroyDeviceInfoList.argtypes = (wintypes.HANDLE,)
setup_api.SetupDiOpenDeviceInfoW.argtypes = (
    wintypes.HANDLE, wintypes.LPCWSTR, wintypes.HWND, wintypes.DWORD, POINTER(DeviceInfo),
)  # fmt: skip
setup_api.SetupDiGetDevicePropertyW.argtypes = (
    wintypes.HANDLE, POINTER(DeviceInfo), POINTER(Key), POINTER(wintypes.ULONG), ctypes.c_void_p, wintypes.DWORD,
    POINTER(wintypes.DWORD), wintypes.DWORD,
)  # fmt: skip


def binary(instance: str, key: Key) -> bytes:
    """Return a binary property of the device with this instance path; empty if it has none."""
    return _read(instance, key, _BINARY)


def guid(instance: str, key: Key) -> uuid.UUID | None:
    """Return a GUID property; None if the device has none."""
    content = _read(instance, key, _GUID)
    return uuid.UUID(bytes_le=content) if len(content) == ctypes.sizeof(ctypes.c_ubyte * 16) else None


def text(instance: str, key: Key) -> str:
    """Return a text property; empty if the device has none."""
    return _read(instance, key, _STRING).decode("utf-16-le", "replace").rstrip("\0")


def _read(instance: str, key: Key, kind: int) -> bytes:
    with device_list() as devices:
        device = DeviceInfo.empty()
        if not instance or not setup_api.SetupDiOpenDeviceInfoW(devices, instance, None, 0, byref(device)):
            return b""
        found, size = wintypes.ULONG(), wintypes.DWORD()
        content = ctypes.create_string_buffer(_MAX_BYTES)
        done = setup_api.SetupDiGetDevicePropertyW(
            devices, byref(device), byref(key), byref(found), content, _MAX_BYTES, byref(size), 0
        )
        return content.raw[: size.value] if done and found.value == kind else b""


@contextmanager
def device_list() -> Iterator[int]:
    """Yield an empty device information set, and free it afterwards."""
    devices = setup_api.SetupDiCreateDeviceInfoList(None, None)
    try:
        yield devices
    finally:
        setup_api.SetupDiDestroyDeviceInfoList(devices)
