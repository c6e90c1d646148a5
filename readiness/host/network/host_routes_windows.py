"""Routes to single hosts on Windows, from GetIpForwardTable2 (netioapi.h)."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes

assert sys.platform == "win32"  # noqa: S101  (mypy reads this line: what follows exists on Windows only)

_ANY_FAMILY = 0
_HOST_BITS = {2: 32, 23: 128}
"""Length of a prefix that is one host, by AF_INET and AF_INET6 of ws2def.h."""

_ADDRESS = {2: slice(4, 8), 23: slice(8, 24)}
"""Where the address is in a SOCKADDR_INET (ws2ipdef.h)."""

_REDIRECT = 4
"""RouteProtocolIcmp of nldef.h: a router has announced a shorter way, which says nothing about a tunnel."""

_TABLE_STARTS_AT = 8
"""MIB_IPFORWARD_TABLE2: a count, then the rows, which begin with a 64-bit number."""


class RouteRow(ctypes.Structure):
    """MIB_IPFORWARD_ROW2."""

    _fields_ = (
        ("luid", ctypes.c_ulonglong),
        ("index", wintypes.ULONG),
        ("destination", ctypes.c_ubyte * 28),
        ("prefix_length", ctypes.c_ubyte),
        ("next_hop", wintypes.ULONG * 7),
        ("site_prefix_length", ctypes.c_ubyte),
        ("valid_lifetime", wintypes.ULONG),
        ("preferred_lifetime", wintypes.ULONG),
        ("metric", wintypes.ULONG),
        ("protocol", ctypes.c_int),
        ("rest", wintypes.ULONG * 3),
    )


def host_routed() -> frozenset[int]:
    """Return the indices of interfaces through whose gateway a route to a single host leads."""
    api = ctypes.WinDLL("iphlpapi")
    table = ctypes.c_void_p()
    api.GetIpForwardTable2(_ANY_FAMILY, ctypes.byref(table))  # leaves the pointer empty where it fails
    count = ctypes.c_ulong.from_address(table.value).value if table.value else 0
    rows = (RouteRow * count).from_address(table.value + _TABLE_STARTS_AT) if table.value else ()
    found = frozenset(row.index for row in rows if is_host_route(row))
    api.FreeMibTable(table)
    return found


def is_host_route(row: RouteRow) -> bool:
    """Whether somebody set it to a single host through a gateway; that to an own address has no gateway."""
    next_hop = bytes(row.next_hop)
    family = int.from_bytes(next_hop[:2], "little")
    is_single = row.prefix_length == _HOST_BITS.get(family)
    return is_single and row.protocol != _REDIRECT and any(next_hop[_ADDRESS[family]])
