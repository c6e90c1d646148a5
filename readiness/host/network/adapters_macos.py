"""Network adapters on macOS, from `networksetup`, `ifconfig` and `netstat`."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from readiness.host.network.adapter import Adapter, Kind
from readiness.host.system.program_start import output_of

_TIMEOUT_S = 3.0

_TYPES = {"wi-fi": Kind.WIFI, "cellular": Kind.MOBILE, "bluetooth": Kind.BLUETOOTH}
"""Interface types (`type:` of `ifconfig -v`) that determine the kind. `Ethernet` does not: phones, modems and bridges
have that type too."""


def _whole_words(*words: str) -> re.Pattern[str]:
    """Compile a pattern matching any of them as whole words: not `lte` in Realtek, `lan` in WLAN or `5g` in 2.5G.

    An underscore separates words as a space does (`SAMSUNG_Android`).
    """
    return re.compile(rf"(?<![^\W_])(?<!\.)(?:{'|'.join(words)})(?![^\W_]|\.)", re.IGNORECASE)


_PHONES = ("i?phone", "ipad", "android", "rndis", "tether(?:ing|ed)?",
           "pixel", "galaxy", "xperia", "fairphone", "oneplus", "moto(?:rola)?",
           "nokia", "xiaomi", "redmi", "poco", "oppo", "realme", "vivo", "honor",
           r"huawei p\d+", r"sm-[a-z]\d+\w*")  # fmt: skip
_MOBILE = ("wwan", "modem", "mobil[et]?", "lte", r"[345]g(?!\W*(?:lan|ethernet|base))", "umts", "hspa", "wcdma",
           "mifi", "mbb(?:ethernet)?", "hotspot", r"nighthawk m\d", r"e[35]\d{3}[a-z]?")  # fmt: skip
"""Wired 5 Gbit/s adapters are called 5G as well."""

_BRIDGES = ("bridge", "brygga", "brücke", "pont", "puente", "bro", "silta", "brug", "fire ?wire", r"thunderbolt \d+$")
"""A Thunderbolt socket by itself ("Thunderbolt 1") leads to another computer; an Ethernet adapter in it has a port of
its own ("Thunderbolt Ethernet Slot 1")."""

_PORT_KINDS = (
    (_whole_words("aircard"), Kind.MOBILE),
    (
        _whole_words(r"wi\W?fi", r"802\.11\w*", "airport", r"w\W?lan", "trådlöst", "wireless", "drahtlos", "sans fil"),
        Kind.WIFI,
    ),
    (_whole_words(*_PHONES), Kind.TETHERED),
    (_whole_words("bluetooth", "blåtand"), Kind.BLUETOOTH),
    (_whole_words(*_MOBILE), Kind.MOBILE),
    (_whole_words(*_BRIDGES), Kind.VIRTUAL),
)
"""Words in hardware port names that determine the kind, in the languages observed so far."""

_WIRED_PORT = _whole_words(
    "ethernet", "lan", "nätverk", "dock", "usb", "thunderbolt", "gigabit", r"\d*gbe", r"(?:ax|rtl|aqc)\d+\w*"
)
_NO_MEDIA = re.compile(r"^\s+media: none\s*$", re.MULTILINE)
"""Every Mac with Apple's processors has "Ethernet Adapter (en4)" and its like, which lead inside; an adapter without a
cable has "autoselect"."""
_WIRED_MEDIA = re.compile(r"\b\d+(?:\.\d+)?G?base-?[TSLCK]", re.IGNORECASE)
"""Media types of IEEE 802.3 (1000baseT), which no radio reports."""

_DEVICE_KINDS = (
    (("lo",), Kind.LOOPBACK),
    (("utun", "ppp", "ipsec", "tun", "tap"), Kind.VPN),
    (("bridge", "vmenet", "vnic", "feth", "awdl", "llw", "ap"), Kind.VIRTUAL),
)
_STATIC_HOST_ROUTE = re.compile(r"UGH[A-Za-z]*S[A-VX-Za-z]*")
"""Flags of `netstat -rn` (netstat(1)); W marks a copy that the system made of another route."""

_BLOCK = re.compile(r"^(?P<name>\S+?): flags=", re.MULTILINE)
_SPEED = re.compile(r"\((?P<speed>\d+(?:\.\d+)?)(?P<giga>G)?base", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The output of `networksetup -listallhardwareports`, `ifconfig -av` and `netstat -rn`."""

    ports: str = ""
    interfaces: str = ""
    routes: str = ""


def parse_ports(listing: str) -> dict[str, str]:
    """Return hardware port names by device, from `networksetup -listallhardwareports`."""
    pairs = re.findall(r"^Hardware Port: (.+)\nDevice: (\S+)", listing, re.MULTILINE)
    return {device: port for port, device in pairs}


def parse_gateways(table: str) -> dict[str, int]:
    """Return each device's position among the default routes with a gateway, from `netstat -rn`; 0 is used first."""
    rows = [line.split() for line in table.splitlines() if line.startswith("default")]
    devices = [row[3] for row in rows if len(row) > 3 and "G" in row[2]]
    return {device: place for place, device in reversed(list(enumerate(devices)))}


def parse_host_routes(table: str) -> frozenset[str]:
    """Return the devices through whose gateway a static route to a single host leads, from `netstat -rn`."""
    rows = [line.split() for line in table.splitlines()]
    return frozenset(row[3] for row in rows if len(row) > 3 and _STATIC_HOST_ROUTE.fullmatch(row[2]))


def parse_adapters(
    interfaces: str, ports: Mapping[str, str], gateways: Mapping[str, int], host_routed: Collection[str] = ()
) -> tuple[Adapter, ...]:
    """Return all adapters in the output of `ifconfig -a`."""
    starts = [*_BLOCK.finditer(interfaces)]
    ends = [*(match.start() for match in starts), len(interfaces)][1:]
    blocks = [(match["name"], interfaces[match.start() : end]) for match, end in zip(starts, ends, strict=True)]
    return tuple(
        _adapter(name, block, ports.get(name, ""), gateways.get(name), has_host_route=name in host_routed)
        for name, block in blocks
    )


def _adapter(name: str, block: str, port: str, metric: int | None, *, has_host_route: bool) -> Adapter:
    addresses = re.findall(r"^\s+inet6? ([0-9a-fA-F.:]+)", block, re.MULTILINE)
    status = re.search(r"^\s+status: (.+)$", block, re.MULTILINE)
    has_link = status[1] == "active" if status else "RUNNING" in block.partition("\n")[0]
    beneath = re.findall(r"^\s+(?:member:|vlan: \d+ parent interface:|bond interfaces:) (.+)", block, re.MULTILINE)
    speed = _SPEED.search(block)
    return Adapter(
        name=name,
        label=port or name,
        kind=_kind(name, port, block),
        has_link=has_link,
        addresses=tuple(addresses),
        beneath=tuple(each for names in beneath for each in re.findall(r"\b[a-z]+\d+\b", names)),
        gateway_metric=metric,
        has_host_route=has_host_route,
        link_speed_mbps=float(speed["speed"]) * (1000 if speed["giga"] else 1) if speed else None,
    )


def _kind(name: str, port: str, block: str) -> Kind:
    """Classify by device name, macOS' type, and words in the port's name; then a cable by its medium or port."""
    for prefixes, kind in _DEVICE_KINDS:
        if name.rstrip("0123456789") in prefixes:
            return kind
    type_line = re.search(r"^\s+type: (.+)$", block, re.MULTILINE)
    if type_line and type_line[1].strip().casefold() in _TYPES:
        return _TYPES[type_line[1].strip().casefold()]
    if _NO_MEDIA.search(block):
        return Kind.VIRTUAL
    by_port = next((kind for words, kind in _PORT_KINDS if words.search(port)), None)
    if by_port is not None:
        return by_port
    wired = _WIRED_PORT.search(port) or (port and _WIRED_MEDIA.search(block))
    return Kind.WIRED if wired else Kind.VIRTUAL


def adapters() -> tuple[Adapter, ...]:
    """Return all adapters, as far as the commands succeed."""
    return as_adapters(listing())


def as_adapters(listing: Listing) -> tuple[Adapter, ...]:
    """Return all adapters in a listing."""
    ports, routes = parse_ports(listing.ports), listing.routes
    return parse_adapters(listing.interfaces, ports, parse_gateways(routes), parse_host_routes(routes))


def listing() -> Listing:
    """Run the commands; the output of one that fails is empty."""
    return Listing(
        ports=_output("/usr/sbin/networksetup", "-listallhardwareports"),
        interfaces=_output("/sbin/ifconfig", "-av"),
        routes=_output("/usr/sbin/netstat", "-rn"),
    )


def _output(*command: str) -> str:
    return output_of(command, _TIMEOUT_S)
