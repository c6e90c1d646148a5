"""A host and a port as they are written in a policy: `stun.example.se`, `stun.example.se:3478`, `[2001:db8::1]:443`."""

from __future__ import annotations

import re
from dataclasses import dataclass

PATTERN = r"^(\[[0-9a-fA-F:.]+\]|[^\s/:@\[\]]+)(:[0-9]{1,5})?$"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to connect to."""

    host: str
    port: int


def parse(text: str, default_port: int) -> Endpoint:
    """The host and port of a text that fits `PATTERN`.

    Raises:
        ValueError: it does not fit, or there is no such port.
    """
    found = re.match(PATTERN, text)
    if found is None:
        raise ValueError(f"{text!r} is not a host and a port")
    port = int(found[2][1:]) if found[2] else default_port
    if not 0 < port < 65536:
        raise ValueError(f"{port} is not a port")
    return Endpoint(found[1].strip("[]"), port)
