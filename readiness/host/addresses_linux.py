"""Which adapter has which addresses on Linux, asked of the kernel over netlink (rtnetlink(7))."""

from __future__ import annotations

import ipaddress
import socket
import struct
import sys
from collections.abc import Iterator

assert sys.platform == "linux"  # noqa: S101  (mypy reads this line: netlink exists on Linux only)

_HEADER = struct.Struct("=IHHII")
_ADDRESS_MESSAGE = struct.Struct("=BBBBI")
_ATTRIBUTE = struct.Struct("=HH")
_DONE, _NEW_ADDRESS, _GET_ADDRESS = 3, 20, 22
_REQUEST_DUMP = 0x301
_IFA_ADDRESS, _IFA_LOCAL = 1, 2
_TIMEOUT_S = 1.0


def addresses() -> dict[int, list[str]]:
    """Every address by interface index."""
    found: dict[int, list[str]] = {}
    for index, address in parse_addresses(_dump()):
        found.setdefault(index, []).append(address)
    return found


def _dump() -> bytes:
    """The kernel's answer to RTM_GETADDR, message after message."""
    request = _HEADER.pack(_HEADER.size + _ADDRESS_MESSAGE.size, _GET_ADDRESS, _REQUEST_DUMP, 1, 0)
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE) as kernel:
        kernel.settimeout(_TIMEOUT_S)
        kernel.send(request + _ADDRESS_MESSAGE.pack(socket.AF_UNSPEC, 0, 0, 0, 0))
        answer = b""
        while not any(kind == _DONE for kind, _ in _messages(answer)):
            answer += kernel.recv(65536)
    return answer


def parse_addresses(answer: bytes) -> Iterator[tuple[int, str]]:
    """Interface index and address of every RTM_NEWADDR message in `answer`."""
    for kind, body in _messages(answer):
        if kind == _NEW_ADDRESS and len(body) >= _ADDRESS_MESSAGE.size:
            index = _ADDRESS_MESSAGE.unpack_from(body)[4]
            attributes = dict(_attributes(body[_ADDRESS_MESSAGE.size :]))
            packed = attributes.get(_IFA_LOCAL) or attributes.get(_IFA_ADDRESS)
            if packed and len(packed) in (4, 16):
                yield index, str(ipaddress.ip_address(packed))


def _messages(answer: bytes) -> Iterator[tuple[int, bytes]]:
    while len(answer) >= _HEADER.size:
        length, kind, *_ = _HEADER.unpack_from(answer)
        if not _HEADER.size <= length <= len(answer):
            return
        yield kind, answer[_HEADER.size : length]
        answer = answer[(length + 3) & ~3 :]


def _attributes(body: bytes) -> Iterator[tuple[int, bytes]]:
    while len(body) >= _ATTRIBUTE.size:
        length, kind = _ATTRIBUTE.unpack_from(body)
        if not _ATTRIBUTE.size <= length <= len(body):
            return
        yield kind, body[_ATTRIBUTE.size : length]
        body = body[(length + 3) & ~3 :]
