"""Network adapters on Windows, from GetAdaptersAddresses and GetIfEntry2."""

from __future__ import annotations

import ctypes
import socket
import sys
import uuid
from collections.abc import Iterator
from ctypes import POINTER, wintypes

from readiness.host.network import host_routes_windows
from readiness.host.network.adapter import Adapter
from readiness.host.network.adapter_kinds_windows import (
    WindowsAdapterRow,
    as_adapters,
    awaits_authentication,
    gateway_metric,
)
from readiness.host.system import registry_windows

assert sys.platform == "win32"  # noqa: S101  (mypy reads this line: what follows exists on Windows only)

_SKIP_ANYCAST_MULTICAST_DNS = 0x2 | 0x4 | 0x8
_INCLUDE_GATEWAYS = 0x80
_OVERFLOW, _NO_DATA = 111, 232
_FIRST_GUESS_BYTES = 32_768
_UP = 1
"""IfOperStatusUp of ifdef.h."""

_HARDWARE, _FILTER, _NOT_CONNECTED = 0x01, 0x02, 0x10
"""HardwareInterface, FilterInterface and NotMediaConnected, bits of
MIB_IF_ROW2.InterfaceAndOperStatusFlags (netioapi.h)."""

_CONNECTIONS = r"SYSTEM\CurrentControlSet\Control\Network\{4D36E972-E325-11CE-BFC1-08002BE10318}"
"""Network connections by the adapter's GUID; the class id is GUID_DEVCLASS_NET of devguid.h."""

_UNKNOWN_SPEED = 2**64 - 1

_TABLE_STARTS_AT = 8
"""MIB_IF_TABLE2: a count, then the rows, which begin with a 64-bit number."""


class _SocketAddress(ctypes.Structure):
    _fields_ = (("address", ctypes.c_void_p), ("length", ctypes.c_int))


class _AddressEntry(ctypes.Structure):
    """The common beginning of IP_ADAPTER_UNICAST_ADDRESS and IP_ADAPTER_GATEWAY_ADDRESS."""


_AddressEntry._fields_ = (
    ("alignment", ctypes.c_ulonglong),
    ("next", POINTER(_AddressEntry)),
    ("address", _SocketAddress),
)


class _AdapterEntry(ctypes.Structure):
    """The beginning of IP_ADAPTER_ADDRESSES_LH (iptypes.h)."""


_AdapterEntry._fields_ = (
    ("length", wintypes.ULONG),
    ("index", wintypes.DWORD),
    ("next", POINTER(_AdapterEntry)),
    ("name", ctypes.c_char_p),
    ("unicast", POINTER(_AddressEntry)),
    ("anycast", ctypes.c_void_p),
    ("multicast", ctypes.c_void_p),
    ("dns_servers", ctypes.c_void_p),
    ("dns_suffix", wintypes.LPWSTR),
    ("description", wintypes.LPWSTR),
    ("friendly_name", wintypes.LPWSTR),
    ("physical_address", ctypes.c_ubyte * 8),
    ("physical_address_length", wintypes.DWORD),
    ("flags", wintypes.DWORD),
    ("mtu", wintypes.DWORD),
    ("if_type", wintypes.DWORD),
    ("oper_status", ctypes.c_int),
    ("ipv6_index", wintypes.DWORD),
    ("zone_indices", wintypes.DWORD * 16),
    ("first_prefix", ctypes.c_void_p),
    ("transmit_speed", ctypes.c_ulonglong),
    ("receive_speed", ctypes.c_ulonglong),
    ("wins", ctypes.c_void_p),
    ("gateway", POINTER(_AddressEntry)),
    ("ipv4_metric", wintypes.ULONG),
    ("ipv6_metric", wintypes.ULONG),
)


class _InterfaceRow(ctypes.Structure):
    """MIB_IF_ROW2 (netioapi.h)."""

    _fields_ = (
        ("luid", ctypes.c_ulonglong),
        ("index", wintypes.ULONG),
        ("guid", ctypes.c_ubyte * 16),
        ("alias", wintypes.WCHAR * 257),
        ("description", wintypes.WCHAR * 257),
        ("physical_address_length", wintypes.ULONG),
        ("physical_address", ctypes.c_ubyte * 32),
        ("permanent_physical_address", ctypes.c_ubyte * 32),
        ("mtu", wintypes.ULONG),
        ("if_type", wintypes.ULONG),
        ("tunnel_type", ctypes.c_int),
        ("media_type", ctypes.c_int),
        ("physical_medium_type", ctypes.c_int),
        ("access_type", ctypes.c_int),
        ("direction_type", ctypes.c_int),
        ("flags", ctypes.c_ubyte),
        ("oper_status", ctypes.c_int),
        ("admin_status", ctypes.c_int),
        ("media_connect_state", ctypes.c_int),
        ("network_guid", ctypes.c_ubyte * 16),
        ("connection_type", ctypes.c_int),
        ("transmit_link_speed", ctypes.c_ulonglong),
        ("receive_link_speed", ctypes.c_ulonglong),
        ("counters", ctypes.c_ulonglong * 18),
    )


def adapters() -> tuple[Adapter, ...]:
    """Return all adapters, including those without a link."""
    return as_adapters(rows())


def rows() -> tuple[WindowsAdapterRow, ...]:
    """Return Windows' data on all adapters.

    GetAdaptersAddresses omits adapters without IPv4 and IPv6, such as the one beneath a Hyper-V switch, so hardware
    from the interface table is added.
    """
    buffer, routed = _table(), host_routes_windows.host_routed()
    with_protocol = tuple(_row(entry, routed) for entry in _chain(buffer)) if buffer is not None else ()
    known = {row.name.casefold() for row in with_protocol}
    return (*with_protocol, *(row for row in _hardware_rows() if row.name.casefold() not in known))


def _hardware_rows() -> Iterator[WindowsAdapterRow]:
    """Yield the hardware in Windows' interface table, without the filter drivers listed for each."""
    api = ctypes.WinDLL("iphlpapi")
    table = ctypes.c_void_p()
    if api.GetIfTable2(ctypes.byref(table)) != 0 or not table.value:
        return
    try:
        count = ctypes.c_ulong.from_address(table.value).value
        found = (_InterfaceRow * count).from_address(table.value + _TABLE_STARTS_AT)
        for detail in found:
            if detail.flags & _HARDWARE and not detail.flags & _FILTER:
                yield _hardware_row(detail)
    finally:
        api.FreeMibTable(table)


def _hardware_row(detail: _InterfaceRow) -> WindowsAdapterRow:
    name = f"{{{uuid.UUID(bytes_le=bytes(detail.guid))}}}".upper()
    return WindowsAdapterRow(
        name=name,
        label=detail.alias,
        description=detail.description,
        if_type=detail.if_type,
        physical_medium=detail.physical_medium_type,
        hardware_id=hardware_id(name),
        is_hardware=True,
        has_link=detail.oper_status == _UP and not detail.flags & _NOT_CONNECTED,
        awaits_authentication=awaits_authentication(detail.if_type, detail.flags, detail.media_connect_state),
        link_speed_mbps=_mbps(detail.receive_link_speed),
    )


def _mbps(bits_per_s: int) -> float | None:
    return bits_per_s / 1e6 if bits_per_s not in (0, _UNKNOWN_SPEED) else None


def _table() -> ctypes.Array[ctypes.c_char] | None:
    api = ctypes.WinDLL("iphlpapi")
    size = wintypes.ULONG(_FIRST_GUESS_BYTES)
    flags = _SKIP_ANYCAST_MULTICAST_DNS | _INCLUDE_GATEWAYS
    while True:
        buffer = ctypes.create_string_buffer(size.value)
        code = api.GetAdaptersAddresses(socket.AF_UNSPEC, flags, None, buffer, ctypes.byref(size))
        if code == _NO_DATA:
            return None
        if code != _OVERFLOW:
            break
    if code:
        raise OSError(code, ctypes.FormatError(code))
    return buffer


def _chain(buffer: ctypes.Array[ctypes.c_char]) -> Iterator[_AdapterEntry]:
    entry = ctypes.cast(buffer, POINTER(_AdapterEntry))
    while entry:
        yield entry.contents
        entry = entry.contents.next


def _row(entry: _AdapterEntry, routed: frozenset[int]) -> WindowsAdapterRow:
    detail = _InterfaceRow(index=entry.index or entry.ipv6_index)
    known = ctypes.WinDLL("iphlpapi").GetIfEntry2(ctypes.byref(detail)) == 0
    name = entry.name.decode("ascii", "replace")
    return WindowsAdapterRow(
        name=name,
        label=entry.friendly_name or "",
        description=entry.description or "",
        if_type=entry.if_type,
        physical_medium=detail.physical_medium_type if known else 0,
        hardware_id=hardware_id(name),
        is_hardware=bool(detail.flags & _HARDWARE) if known else None,
        has_link=entry.oper_status == _UP and not (known and detail.flags & _NOT_CONNECTED),
        awaits_authentication=awaits_authentication(entry.if_type, detail.flags, detail.media_connect_state),
        addresses=tuple(_addresses(entry.unicast)),
        gateway_metric=gateway_metric(
            _addresses(entry.gateway), ipv4_metric=entry.ipv4_metric, ipv6_metric=entry.ipv6_metric
        ),
        has_host_route=not routed.isdisjoint((entry.index, entry.ipv6_index)),
        link_speed_mbps=_mbps(entry.receive_speed),
    )


def hardware_id(adapter: str) -> str:
    """Return bus and device of the adapter with this GUID, without the rest, which may be a serial number."""
    key = rf"{_CONNECTIONS}\{adapter}\Connection"
    instance = registry_windows.text(registry_windows.MACHINE, key, "PnPInstanceID") or ""
    return "\\".join(instance.split("\\")[:2])


def _addresses(entry: ctypes._Pointer[_AddressEntry]) -> Iterator[str]:
    while entry:
        where, length = entry.contents.address.address, entry.contents.address.length
        packed = ctypes.string_at(where, length) if where and length else b""
        family = int.from_bytes(packed[:2], "little")
        if family == socket.AF_INET:
            yield socket.inet_ntop(socket.AF_INET, packed[4:8])
        elif family == socket.AF_INET6:
            yield socket.inet_ntop(socket.AF_INET6, packed[8:24])
        entry = entry.contents.next
