"""Classifying USB network devices by vendor: phone, mobile broadband modem, or dock and cable adapter. No I/O.

All three may use the same device class (RNDIS, CDC-ECM, CDC-NCM), so only the vendor distinguishes them. Vendor ids are
from the USB-IF's list as maintained in `usb.ids` (linux-usb.org).
"""

from __future__ import annotations

_PHONE_VENDORS = frozenset(
    {
        "0421",  # Nokia
        "04e8",  # Samsung
        "05c6",  # Qualcomm, in many makers' phones
        "0bb4",  # HTC
        "0e8d",  # MediaTek, in many makers' phones
        "0fce",  # Sony
        "1004",  # LG
        "1782",  # Unisoc, in many makers' phones and sticks
        "12d1",  # Huawei
        "18d1",  # Google
        "19d2",  # ZTE
        "1bbb",  # TCL, Alcatel
        "22b8",  # Motorola
        "22d9",  # OPPO
        "2717",  # Xiaomi
        "2a70",  # OnePlus
        "2ae5",  # Fairphone
        "2d95",  # vivo
        "2e04",  # HMD, Nokia
    }
)
_APPLE, _APPLE_PHONES = "05ac", "12"
"""Apple's phones and tablets are 12a0 to 12af; its cable adapters and T2 chips have other products."""

_PHONE_VENDORS_CABLE_ADAPTERS = frozenset({"04e8:a100", "04e8:a101"})
"""Cable adapters sold by phone vendors (Linux: drivers/net/usb/ax88179_178a.c, r8152.c, cdc_ether.c)."""

_MODEM_VENDORS = frozenset(
    {
        "0af0",  # Option
        "0b3c",  # Olivetti
        "1199",  # Sierra Wireless
        "1410",  # Novatel, Inseego
        "1435",  # Wistron NeWeb
        "1546",  # u-blox
        "16d8",  # CMOTECH
        "1a8d",  # BandRich
        "1bc7",  # Telit
        "1c9e",  # Longcheer, in many makers' sticks
        "1e0e",  # SIMCom
        "1e2d",  # Cinterion, Thales
        "2020",  # BroadMobi
        "257a",  # Yuga
        "2949",  # Neoway
        "2c7c",  # Quectel
        "2cb7",  # Fibocom
        "2cd2",  # Mikrotik
        "2dee",  # MeiG
        "2df3",  # Longsung
        "305a",  # Rolling Wireless
        "33f8",  # Rolling Wireless
        "3566",  # Mobile Action: Huawei's sticks under the name Brovi
    }
)
"""Vendors of mobile broadband modules, and of no other network devices."""

_MODEMS = frozenset(
    {"0846:68a2", "0846:68d3", "0846:68e1", "0846:68e2", "12d1:1442", "12d1:14db", "12d1:14dc", "12d1:1f01",
     "19d2:1405", "19d2:1408", "1bbb:0195", "2357:000d"}
)  # fmt: skip
"""Mobile broadband sticks that present a router behind an Ethernet adapter (Netgear, Huawei, ZTE, Alcatel, TP-Link)."""

_CARD_VENDORS = frozenset(
    {
        "03f0",  # HP
        "0424",  # Microchip, SMSC
        "045e",  # Microsoft
        "050d",  # Belkin
        "0711",  # Magic Control, in j5create's and others'
        "0b95",  # ASIX
        "0bda",  # Realtek
        "0df6",  # Sitecom
        "0fe6",  # ICS, Davicom
        "13b1",  # Linksys
        "17e9",  # DisplayLink
        "17ef",  # Lenovo
        "1a86",  # QinHeng, in adapters that need no driver of their own (CH397)
        "1d5c",  # Fresco
        "20f4",  # TRENDnet
        "2357",  # TP-Link
        "413c",  # Dell
        "9710",  # MosChip
    }
)
"""Vendors of docks and cable adapters, and of the chips in them."""


def is_phone(usb_id: str) -> bool:
    """Whether this `vendor:product` is a phone sharing its connection."""
    vendor, _, product = usb_id.casefold().partition(":")
    if usb_id.casefold() in _PHONE_VENDORS_CABLE_ADAPTERS:
        return False
    return vendor in _PHONE_VENDORS or (vendor == _APPLE and product.startswith(_APPLE_PHONES))


def is_modem(usb_id: str) -> bool:
    """Whether this `vendor:product` is a mobile broadband modem."""
    return usb_id.casefold() in _MODEMS or usb_id.casefold().partition(":")[0] in _MODEM_VENDORS


def is_cable_adapter(usb_id: str) -> bool:
    """Whether this `vendor:product` is a dock or cable adapter."""
    return usb_id.casefold() in _PHONE_VENDORS_CABLE_ADAPTERS or usb_id.casefold().partition(":")[0] in _CARD_VENDORS
