"""Hosts, ports and URLs of servers: the patterns that a policy's values must match, and parsing them.

Patterns and parser also take `[2001:db8::1]:443` where a host and a port stand alone, but not in a URL.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import msgspec

_PORT = r"[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]"
_HOST = r"[^\s\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069/?#:@\[\]\\%<>^|]+"
"""Without the code points that browsers take in no host, or for its end, as the backslash (WHATWG's URL standard), and
those that turn the reading direction, which browsers refuse there too."""

HOST_AND_PORT = rf"^(\[[0-9a-fA-F:.]+\]|{_HOST})(:({_PORT}))?$"
HTTP_URL = rf"^(https?://{_HOST}(:({_PORT}))?(/[^\s]*)?)?$"
HTTPS_URL = rf"^(https://{_HOST}(:({_PORT}))?([/?#].*)?)?$"
ICE_URI = rf"^(stun|turn|turns):{_HOST}(:({_PORT}))?(\?transport=(udp|tcp))?$"
"""RFC 7064 and RFC 7065."""


class ServerAddress(msgspec.Struct, frozen=True):
    """Host and port to connect to. Its text is that of a URL: `example.se:443`, `[2001:db8::1]:443`."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def parse(text: str, default_port: int) -> ServerAddress:
    """Parse a text that matches `HOST_AND_PORT`.

    Raises:
        ValueError: the text does not match.
    """
    found = re.match(HOST_AND_PORT, text)
    if found is None:
        raise ValueError(f"{text!r} is not a host and a port")
    return ServerAddress(found[1].strip("[]"), int(found[3] or default_port))


def is_url(text: str) -> bool:
    """Whether the text begins with a scheme: `rtsp://…`."""
    return re.match(r"[a-z][a-z0-9+.-]+://", text, re.IGNORECASE) is not None


def of_url(url: str, default_port: int) -> ServerAddress | None:
    """Return the server that a URL names; None if it names none, or an invalid port."""
    try:
        parts = urlsplit(url)
        port = parts.port or default_port
    except ValueError:
        return None
    return ServerAddress(parts.hostname, port) if parts.hostname else None
