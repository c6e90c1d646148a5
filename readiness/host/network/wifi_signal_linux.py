"""Wi-Fi signal strength on Linux, from the kernel through nl80211 (linux/nl80211.h)."""

from __future__ import annotations

import socket
import struct
import sys

from readiness.host.network import netlink
from readiness.host.network.wifi_bars import bars

assert sys.platform == "linux"  # noqa: S101  (mypy reads this line: netlink exists on Linux only)

_GENERIC_HEADER = struct.Struct("=BBH")
_CONTROL, _GET_FAMILY, _FAMILY_ID, _FAMILY_NAME = 16, 3, 1, 2
"""GENL_ID_CTRL, CTRL_CMD_GETFAMILY, CTRL_ATTR_FAMILY_ID and CTRL_ATTR_FAMILY_NAME of linux/genetlink.h."""

_GET_STATION, _INTERFACE, _STATION = 17, 3, 21
_SIGNAL, _SIGNAL_AVERAGE = 7, 13
"""NL80211_CMD_GET_STATION, NL80211_ATTR_IFINDEX, NL80211_ATTR_STA_INFO, NL80211_STA_INFO_SIGNAL and _SIGNAL_AVG."""


def wifi_bars(adapter_name: str) -> int | None:
    """Return an adapter's signal in bars; None if unknown."""
    dbm = signal_dbm(adapter_name)
    return bars(dbm) if dbm is not None else None


def signal_dbm(adapter_name: str) -> int | None:
    """Return the access point's signal strength, dBm; None if not connected or without Wi-Fi support."""
    try:
        index = socket.if_nametoindex(adapter_name)
        name = netlink.attribute(_FAMILY_NAME, b"nl80211\0")
        family = parse_family(netlink.request(netlink.GENERIC, _CONTROL, _command(_GET_FAMILY) + name, netlink.REQUEST))
        if family is None:
            return None
        command = _command(_GET_STATION) + netlink.attribute(_INTERFACE, struct.pack("=I", index))
        return parse_signal(netlink.request(netlink.GENERIC, family, command), family)
    except OSError:  # the adapter is gone, or the kernel does not answer
        return None


def parse_family(answer: bytes) -> int | None:
    """Return the number that the kernel has assigned to the message family."""
    for kind, body in netlink.messages(answer):
        number = netlink.attributes(body[_GENERIC_HEADER.size :]).get(_FAMILY_ID, b"")
        if kind == _CONTROL and len(number) == 2:
            return int.from_bytes(number, sys.byteorder)
    return None


def parse_signal(answer: bytes, family: int) -> int | None:
    """Return the average signal, or else the last packet's, dBm; None if there is no station."""
    for kind, body in netlink.messages(answer):
        if kind == family:
            station = netlink.attributes(netlink.attributes(body[_GENERIC_HEADER.size :]).get(_STATION, b""))
            signal = station.get(_SIGNAL_AVERAGE) or station.get(_SIGNAL)
            if signal:
                return int.from_bytes(signal[:1], sys.byteorder, signed=True)
    return None


def _command(number: int) -> bytes:
    return _GENERIC_HEADER.pack(number, 1, 0)
