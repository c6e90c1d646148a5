"""Classifying adapters from Windows' interface table (Microsoft Learn: MIB_IF_ROW2, NDIS_PHYSICAL_MEDIUM). No I/O."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from readiness.host.network.adapter import Adapter, Kind
from readiness.host.network.usb_vendors import is_cable_adapter, is_modem, is_phone

_ETHERNET, _PPP, _LOOPBACK, _PROP_VIRTUAL, _WIFI, _TUNNEL = 6, 23, 24, 53, 71, 131
_MOBILE = (243, 244)
_NOT_AUTHENTICATED = 0x08
"""A bit of MIB_IF_ROW2.InterfaceAndOperStatusFlags (netioapi.h)."""
_MEDIA_CONNECTED = 1
"""MediaConnectStateConnected of ifdef.h."""

_MEDIUM_WIRELESS_LAN, _MEDIUM_WIRELESS_WAN, _MEDIUM_NATIVE_802_11, _MEDIUM_BLUETOOTH = 1, 8, 9, 10

_PHONE = re.compile(
    r"remote ndis|\brndis\b|usbncm host|apple mobile device|\bandroid\b|\bi?phone\b|samsung mobile|\bipheth\b",
    re.IGNORECASE,
)
_INTERNET_SHARING = re.compile(r"internet sharing", re.IGNORECASE)
"""Windows' own name for USB class E0/01/03, which phones and modems have and docks do not; their vendors may be the
same (Lenovo, Microsoft, TP-Link)."""

_USB_ID = re.compile(r"^USB\\VID_(?P<vendor>[0-9A-F]{4})&PID_(?P<product>[0-9A-F]{4})", re.IGNORECASE)
_SOFTWARE_BUS = re.compile(r"^(?:ROOT|SWD|SW)\\", re.IGNORECASE)
_BLUETOOTH = re.compile(r"bluetooth", re.IGNORECASE)
_TUNNEL_MAKERS = re.compile(
    r"vpn|wireguard|wintun|tap-windows|anyconnect|cisco secure client|globalprotect|pangp|fortinet|forti(?:client|ssl)"
    r"|sonicwall|check ?point virtual|juniper|ivanti|pulse secure|zscaler|netskope|citrix (?:gateway|secure|virtual)"
    r"|big-ip|f5 networks|openconnect|array networks|netmotion|appgate|tailscale|zerotier|sophos|barracuda|watchguard"
    r"|ncp secure|shrew soft|stormshield|cloudflare warp|nordlynx|mullvad|global secure access|viscosity|softether"
    r"|tap-win32|wan miniport|absolute secure access|thegreenbow|hamachi|twingate|perimeter 81|harmony sase"
    r"|prisma access|seco ?client|columbitech|kerio virtual|\btunnel\b",
    re.IGNORECASE,
)
_GUEST = re.compile(
    r"vmxnet|^vmware (?:accelerated|pci)|citrix pv network|xen (?:pv )?net|xenserver pv|red hat virtio|virtio ethernet"
    r"|microsoft hyper-v network adapter|parallels (?:ethernet|network)|amazon elastic network"
    r"|google (?:virtual )?ethernet|microsoft azure network|\bvirtual function\b|mellanox connectx\S* .*\bvirtual\b",
    re.IGNORECASE,
)
_GUEST_DEVICE = re.compile(
    r"^(?:PCI\\VEN_(?:15AD|1AF4|5853|1AB8|1D0F|1AE0|1414|80EE)&|XENVIF\\|XEN\\|VMBUS\\"
    r"|PCI\\.*&SUBSYS_[0-9A-F]{4}(?:15AD|1AF4|5853|1AB8|80EE)\b"
    r"|PCI\\VEN_8086&DEV_100[EF]\b|PCI\\VEN_8086&DEV_10D3&SUBSYS_00008086\b"
    r"|PCI\\VEN_1022&DEV_2000\b|PCI\\VEN_1011&DEV_0009\b)",
    re.IGNORECASE,
)
"""Virtual adapters of VMware, KVM, Xen and Citrix, Parallels, VirtualBox, Amazon, Google and Microsoft, and real cards
that a hypervisor emulates: by the subsystem's vendor, or because no computer of today has one (82540EM, 82545EM, PCnet,
DEC 21140; pci.ids)."""

_NAMED_AS_CABLE = re.compile(r"\bgigabit\b|\bgbe\b|\b10/100\b", re.IGNORECASE)
_SAYS_SOFTWARE = re.compile(r"\bvirtual (?!desktop)\w*|\bminiport\b|\bvnic\b|\btap\b", re.IGNORECASE)
_SWITCH = re.compile(r"hyper-v|multiplexor|mac bridge|advanced network services|\bvlan\b|\bteam\b", re.IGNORECASE)
"""Switches, bridges, teams and virtual LANs, to which the protocols of a physical adapter are bound."""

_VIRTUAL = re.compile(
    r"hyper-v|virtualbox host|vmware virtual ethernet|wi-?fi direct|wsl|docker|npcap|km-test|teredo", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowsAdapterRow:
    r"""One adapter as reported by Windows. `is_hardware` is None if unknown.

    `hardware_id` is bus and device from the Plug and Play id (`USB\VID_0BDA&PID_8153`). `has_link` is whether it is up.
    """

    name: str
    label: str
    description: str
    if_type: int
    physical_medium: int = 0
    hardware_id: str = ""
    is_hardware: bool | None = None
    has_link: bool = True
    awaits_authentication: bool = False
    addresses: tuple[str, ...] = ()
    gateway_metric: int | None = None
    has_host_route: bool = False
    link_speed_mbps: float | None = None


def awaits_authentication(if_type: int, flags: int, media_connect_state: int) -> bool:
    """Whether a cable has contact with a port that has not let the computer in (IEEE 802.1X).

    Windows reports such an adapter as down (Microsoft Learn: NDIS_OPER_STATE, MIB_IF_ROW2).
    """
    return if_type == _ETHERNET and bool(flags & _NOT_AUTHENTICATED) and media_connect_state == _MEDIA_CONNECTED


def gateway_metric(gateways: Iterable[str], *, ipv4_metric: int, ipv6_metric: int) -> int | None:
    """Return the lower of the interface metrics of the gateways' families; None without a gateway."""
    return min((ipv6_metric if ":" in gateway else ipv4_metric for gateway in gateways), default=None)


def classify(row: WindowsAdapterRow) -> Kind:
    """Classify an adapter. Tunnels and phones report type Ethernet, so names are considered before types."""
    if row.if_type == _LOOPBACK:
        return Kind.LOOPBACK
    if row.if_type in (_PPP, _PROP_VIRTUAL, _TUNNEL) or _TUNNEL_MAKERS.search(f"{row.description} {row.label}"):
        return Kind.VPN
    if _GUEST.search(row.description) or _GUEST_DEVICE.match(row.hardware_id):
        return Kind.GUEST
    if _VIRTUAL.search(row.description):
        return Kind.VIRTUAL
    return _radio_or_phone(row) or (_wired_or_virtual(row) if row.if_type == _ETHERNET else Kind.VIRTUAL)


def _radio_or_phone(row: WindowsAdapterRow) -> Kind | None:
    if row.physical_medium == _MEDIUM_BLUETOOTH or _BLUETOOTH.search(row.description):
        return Kind.BLUETOOTH
    usb_id = _usb_id(row)
    if row.if_type in _MOBILE or row.physical_medium == _MEDIUM_WIRELESS_WAN or is_modem(usb_id):
        return Kind.MOBILE
    if row.if_type == _WIFI or row.physical_medium in (_MEDIUM_WIRELESS_LAN, _MEDIUM_NATIVE_802_11):
        return Kind.WIFI
    named = bool(_PHONE.search(row.description))
    # Phone vendors also sell cable adapters and name them so; a phone is named after NDIS, NCM or its model.
    of_phone_maker = is_phone(usb_id) and not _NAMED_AS_CABLE.search(row.description)
    shares = bool(_INTERNET_SHARING.search(row.description))
    return Kind.TETHERED if shares or (named and not is_cable_adapter(usb_id)) or of_phone_maker else None


def _usb_id(row: WindowsAdapterRow) -> str:
    found = _USB_ID.match(row.hardware_id)
    return f"{found['vendor']}:{found['product']}".casefold() if found else ""


def _wired_or_virtual(row: WindowsAdapterRow) -> Kind:
    """Classify an Ethernet adapter: wired with hardware (also in a dock), else virtual.

    A software adapter with an address or gateway of its own that is not a switch is a VPN tunnel, whoever made it.
    Tunnels often have no gateway, since their routes are on-link.
    """
    on_bus = bool(row.hardware_id) and not _SOFTWARE_BUS.match(row.hardware_id)
    software = row.is_hardware is False or bool(_SOFTWARE_BUS.match(row.hardware_id))
    if not software and (on_bus or not _SAYS_SOFTWARE.search(row.description)):
        return Kind.WIRED
    in_use = row.gateway_metric is not None or bool(row.addresses)
    return Kind.VPN if in_use and not _SWITCH.search(row.description) else Kind.VIRTUAL


def as_adapters(rows: Sequence[WindowsAdapterRow]) -> tuple[Adapter, ...]:
    """Convert the rows to adapters. A Hyper-V switch runs over the physical adapters with a link but no address."""
    kinds = [classify(row) for row in rows]
    switch_ports = tuple(
        row.name
        for row, kind in zip(rows, kinds, strict=True)
        if kind in (Kind.WIRED, Kind.WIFI) and row.has_link and not row.addresses
    )
    return tuple(
        Adapter(
            name=row.name,
            label=row.label,
            kind=kind,
            has_link=row.has_link or row.awaits_authentication,
            addresses=row.addresses,
            beneath=switch_ports if kind is Kind.VIRTUAL and _SWITCH.search(row.description) else (),
            gateway_metric=row.gateway_metric,
            has_host_route=row.has_host_route,
            link_speed_mbps=row.link_speed_mbps,
            is_usb=row.hardware_id.upper().startswith("USB\\") if row.hardware_id else None,
        )
        for row, kind in zip(rows, kinds, strict=True)
    )
