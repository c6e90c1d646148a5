"""Which adapter has which addresses on Linux, asked of the kernel over netlink (rtnetlink(7))."""

from __future__ import annotations

import ipaddress
import socket
import struct
import sys
from collections.abc import Iterator

from readiness.host.network import netlink

assert sys.platform == "linux"  # noqa: S101  (mypy reads this line: netlink exists on Linux only)

_ADDRESS_MESSAGE = struct.Struct("=BBBBI")
_NEW_ADDRESS, _GET_ADDRESS = 20, 22
_IFA_ADDRESS, _IFA_LOCAL = 1, 2


def addresses() -> dict[int, list[str]]:
    """Every address by interface index."""
    found: dict[int, list[str]] = {}
    request = _ADDRESS_MESSAGE.pack(socket.AF_UNSPEC, 0, 0, 0, 0)
    for index, address in parse_addresses(netlink.ask(netlink.ROUTE, _GET_ADDRESS, request)):
        found.setdefault(index, []).append(address)
    return found


def parse_addresses(answer: bytes) -> Iterator[tuple[int, str]]:
    """Interface index and address of every RTM_NEWADDR message in `answer`."""
    for kind, body in netlink.messages(answer):
        if kind == _NEW_ADDRESS and len(body) >= _ADDRESS_MESSAGE.size:
            index = _ADDRESS_MESSAGE.unpack_from(body)[4]
            attributes = netlink.attributes(body[_ADDRESS_MESSAGE.size :])
            packed = attributes.get(_IFA_LOCAL) or attributes.get(_IFA_ADDRESS)
            if packed and len(packed) in (4, 16):
                yield index, str(ipaddress.ip_address(packed))
