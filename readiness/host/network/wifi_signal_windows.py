"""Wi-Fi signal bars on Windows, from Windows.Networking.Connectivity.

WlanQueryInterface has more detail, but since Windows 11 24H2 it prompts for location access (Microsoft Learn: "Changes
to API behavior for Wi-Fi access and location"). ConnectionProfile.GetSignalBars is not affected.
"""

from __future__ import annotations

import ctypes
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

assert sys.platform == "win32"  # noqa: S101  (mypy reads this line: what follows exists on Windows only)

_CLASS = "Windows.Networking.Connectivity.NetworkInformation"
_STATICS = uuid.UUID("5074f851-950d-4165-9c15-365619481eea")
_PROFILE_2 = uuid.UUID("e2045145-4c9f-400c-9150-7ec7d6e2888a")
"""INetworkInformationStatics and IConnectionProfile2 of windows.networking.connectivity.idl (Windows SDK)."""

_QUERY_INTERFACE, _RELEASE = 0, 2
_GET_PROFILES, _GET_AT, _GET_SIZE = 6, 6, 7
"""Vtable slots of INetworkInformationStatics and IVectorView, after IInspectable's six."""

_GET_ADAPTER, _GET_ADAPTER_ID, _GET_SIGNAL_BARS, _GET_VALUE = 11, 10, 11, 6
"""Vtable slots of IConnectionProfile, INetworkAdapter, IConnectionProfile2 and IReference<Byte>."""

_MULTI_THREADED = 1


def wifi_bars(adapter_name: str) -> int | None:
    """Return the bars of the adapter with that GUID; None if it has no Wi-Fi connection, or they are unknown."""
    try:
        adapter = uuid.UUID(adapter_name)
        with _statics() as statics:
            return bars_of(statics, adapter)
    except (ValueError, OSError):  # another kind of name; or this edition of Windows lacks the class
        return None


def bars_of(statics: ctypes.c_void_p, adapter: uuid.UUID) -> int | None:
    """Return the bars of the adapter's connection, from an INetworkInformationStatics.

    The internet connection's own profile may be that of a VPN or a modem.

    Raises:
        OSError: one of the calls failed.
    """
    with _object_from(statics, _GET_PROFILES) as profiles:
        count = ctypes.c_uint32()
        _call(profiles, _GET_SIZE, ctypes.byref(count))
        for place in range(count.value):
            with _object_from(profiles, _GET_AT, place) as profile:
                found = _profile_bars(profile) if _adapter_id(profile) == adapter else None
            if found is not None:
                return found
    return None


def _adapter_id(profile: ctypes.c_void_p) -> uuid.UUID | None:
    """Return the GUID of a profile's adapter; None for a profile without one, which is not connected."""
    guid = ctypes.create_string_buffer(16)
    try:
        with _object_from(profile, _GET_ADAPTER) as adapter:
            if not adapter:
                return None
            _call(adapter, _GET_ADAPTER_ID, guid)
    except OSError:
        return None
    return uuid.UUID(bytes_le=guid.raw)


def _profile_bars(profile: ctypes.c_void_p) -> int | None:
    wanted = ctypes.create_string_buffer(_PROFILE_2.bytes_le, 16)
    with (
        _object_from(profile, _QUERY_INTERFACE, wanted) as newer,
        _object_from(newer, _GET_SIGNAL_BARS) as reference,
    ):
        if not reference:
            return None
        value = ctypes.c_ubyte()
        _call(reference, _GET_VALUE, ctypes.byref(value))
        return value.value


@contextmanager
def _statics() -> Iterator[ctypes.c_void_p]:
    runtime = ctypes.OleDLL("combase")
    runtime.RoInitialize(_MULTI_THREADED)
    name, statics = ctypes.c_void_p(), ctypes.c_void_p()
    wanted = ctypes.create_string_buffer(_STATICS.bytes_le, 16)
    try:
        runtime.WindowsCreateString(ctypes.c_wchar_p(_CLASS), len(_CLASS), ctypes.byref(name))
        try:
            runtime.RoGetActivationFactory(name, wanted, ctypes.byref(statics))
        finally:
            runtime.WindowsDeleteString(name)
        try:
            yield statics
        finally:
            _release(statics)
    finally:
        ctypes.WinDLL("combase").RoUninitialize()


@contextmanager
def _object_from(thing: ctypes.c_void_p, place: int, *arguments: Any) -> Iterator[ctypes.c_void_p]:
    """Yield the object that a method returns in its last argument, and release it afterwards."""
    found = ctypes.c_void_p()
    _call(thing, place, *arguments, ctypes.byref(found))
    try:
        yield found
    finally:
        if found:
            _release(found)


def _call(thing: ctypes.c_void_p, place: int, *arguments: Any) -> None:
    method = ctypes.WINFUNCTYPE(ctypes.HRESULT, ctypes.c_void_p, *(ctypes.c_void_p for _ in arguments))
    method(_table(thing)[place])(thing, *arguments)


def _release(thing: ctypes.c_void_p) -> None:
    ctypes.WINFUNCTYPE(ctypes.c_ulong, ctypes.c_void_p)(_table(thing)[_RELEASE])(thing)


def _table(thing: ctypes.c_void_p) -> Any:
    return ctypes.cast(thing, ctypes.POINTER(ctypes.POINTER(ctypes.c_size_t)))[0]
