"""Finding the local address from which traffic to the meeting would leave, using only the routing table."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable

from readiness.host.network.dns import look_up

_NOWHERE = ("203.0.113.1", "2001:db8::1")
"""Documentation addresses (RFC 5737, RFC 3849) for querying the default route, as no such host exists."""

_HTTPS_PORT = 443
_LOOKUP_TIMEOUT_S = 1.0


def local_addresses(host: str = "") -> tuple[str, ...]:
    """Return this computer's addresses on the route to `host`; empty if there is no route.

    They are in the system's order of preference (RFC 6724), which is also Chrome's (chromium: net/dns/address_sorter),
    so that the first one belongs to the adapter that a meeting uses. Without a host, or if its name cannot be resolved
    in a second, the default routes are used, IPv4 first.
    """
    remote = look_up(host, _HTTPS_PORT, _LOOKUP_TIMEOUT_S) if host else ()
    return toward(remote or _NOWHERE)


def toward(remote: Iterable[str]) -> tuple[str, ...]:
    """Return this computer's addresses on the routes to remote addresses, in their order.

    Connecting a datagram socket sends nothing; the system only selects route and address. Self-assigned addresses
    (loopback, link-local) do not count, though Linux returns them when no other is left.
    """
    found = (_local_address(address) for address in remote)
    return tuple(dict.fromkeys(address for address in found if address))


def _local_address(remote: str) -> str | None:
    family = socket.AF_INET6 if ":" in remote else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as datagram:
            datagram.connect((remote, _HTTPS_PORT))
            own = ipaddress.ip_address(str(datagram.getsockname()[0]).partition("%")[0])
    except OSError:
        return None
    self_assigned = own.is_link_local or own.is_loopback or own.is_unspecified
    return None if self_assigned and not ipaddress.ip_address(remote).is_loopback else str(own)
