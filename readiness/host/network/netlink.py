"""Minimal netlink(7) client: sending requests to the Linux kernel, and parsing messages and attributes."""

from __future__ import annotations

import socket
import struct
import sys
from collections.abc import Iterator

assert sys.platform == "linux"  # noqa: S101  (mypy reads this line: netlink exists on Linux only)

GENERIC = 16
"""NETLINK_GENERIC of linux/netlink.h, which Python does not name."""

HEADER = struct.Struct("=IHHII")
_ATTRIBUTE = struct.Struct("=HH")
_ERROR, _DONE = 2, 3
_TYPE_MASK = 0x3FFF
"""Excludes the flags NLA_F_NESTED and NLA_F_NET_BYTEORDER."""

REQUEST, DUMP = 0x1, 0x300
_TIMEOUT_S = 1.0


def request(protocol: int, kind: int, body: bytes, flags: int = REQUEST | DUMP) -> bytes:
    """Send a request and return the kernel's messages up to the end or an error message.

    Raises:
        OSError: the kernel does not support the protocol, or does not answer within a second.
    """
    packet = HEADER.pack(HEADER.size + len(body), kind, flags, 1, 0) + body
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, protocol) as kernel:
        kernel.settimeout(_TIMEOUT_S)
        kernel.send(packet)
        answer = b""
        while not any(kind in (_DONE, _ERROR) for kind, _ in messages(answer)):
            answer += kernel.recv(65536)
            if not flags & DUMP:
                break
    return answer


def messages(answer: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield type and body of every complete message."""
    while len(answer) >= HEADER.size:
        length, kind, *_ = HEADER.unpack_from(answer)
        if not HEADER.size <= length <= len(answer):
            return
        yield kind, answer[HEADER.size : length]
        answer = answer[(length + 3) & ~3 :]


def attributes(body: bytes) -> dict[int, bytes]:
    """Return all complete attributes by number; the last one of each number wins."""
    found: dict[int, bytes] = {}
    while len(body) >= _ATTRIBUTE.size:
        length, kind = _ATTRIBUTE.unpack_from(body)
        if not _ATTRIBUTE.size <= length <= len(body):
            break
        found[kind & _TYPE_MASK] = body[_ATTRIBUTE.size : length]
        body = body[(length + 3) & ~3 :]
    return found


def attribute(kind: int, data: bytes) -> bytes:
    """Encode an attribute, padded to four bytes."""
    length = _ATTRIBUTE.size + len(data)
    return _ATTRIBUTE.pack(length, kind) + data + bytes(-length % 4)
