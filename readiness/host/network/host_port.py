"""Parsing host and port as written in a policy: `stun.example.se`, `stun.example.se:3478`, `[2001:db8::1]:443`."""

from __future__ import annotations

import re

import msgspec

_PORT = r"[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]"
PATTERN = rf"^(\[[0-9a-fA-F:.]+\]|[^\s/:@\[\]]+)(:({_PORT}))?$"


class Endpoint(msgspec.Struct, frozen=True):
    """Host and port to connect to."""

    host: str
    port: int


def parse(text: str, default_port: int) -> Endpoint:
    """Parse a text that matches `PATTERN`.

    Raises:
        ValueError: the text does not match.
    """
    found = re.match(PATTERN, text)
    if found is None:
        raise ValueError(f"{text!r} is not a host and a port")
    return Endpoint(found[1].strip("[]"), int(found[3] or default_port))
