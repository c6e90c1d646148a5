"""From which address of this computer would the traffic to the meeting leave? Only the routing table is asked."""

from __future__ import annotations

import ipaddress
import socket

from readiness.host.network.dns import look_up

_NOWHERE = ("203.0.113.1", "2001:db8::1")
"""Documentation addresses (RFC 5737, RFC 3849): no such computer exists, so the answer is the default route's."""

_HTTPS_PORT = 443
_LOOKUP_TIMEOUT_S = 1.0


def local_addresses(host: str = "") -> tuple[str, ...]:
    """The computer's own addresses on the route to `host`, IPv4 first; empty when there is no route.

    A connected datagram socket sends nothing: the system only chooses route and address. When the name cannot be
    looked up in a second, or no host is given, the route to everywhere answers. An address that the system made up for
    itself (loopback, link-local) leads nowhere, though Linux offers it when every other one is gone.
    """
    remote = look_up(host, _HTTPS_PORT, _LOOKUP_TIMEOUT_S) if host else ()
    found = (_local_address(address) for address in sorted(remote or _NOWHERE, key=lambda each: ":" in each))
    return tuple(dict.fromkeys(address for address in found if address))


def _local_address(remote: str) -> str | None:
    family = socket.AF_INET6 if ":" in remote else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as asked:
            asked.connect((remote, _HTTPS_PORT))
            own = ipaddress.ip_address(str(asked.getsockname()[0]).partition("%")[0])
    except OSError:
        return None
    made_up = own.is_link_local or own.is_loopback or own.is_unspecified
    return None if made_up and not ipaddress.ip_address(remote).is_loopback else str(own)
