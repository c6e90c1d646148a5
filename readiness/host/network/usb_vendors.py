"""Whose network device on USB is it: a phone's, a modem's, or a dock's and a cable adapter's? Pure.

Vendor ids: the USB-IF's list as kept in `usb.ids` (linux-usb.org). All three kinds of device may speak the same class
(RNDIS, CDC-ECM, CDC-NCM), so only who made them tells them apart.
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

_MODEMS = frozenset(
    {"12d1:14db", "12d1:14dc", "12d1:1f01", "12d1:1442", "19d2:1405", "19d2:1408", "1bbb:0195", "2357:000d"}
)
"""Mobile broadband sticks that act as a router behind an Ethernet card (Huawei HiLink, ZTE, Alcatel, TP-Link)."""

_CARD_VENDORS = frozenset(
    {
        "03f0",  # HP
        "0424",  # Microchip, SMSC
        "045e",  # Microsoft
        "0b95",  # ASIX
        "0bda",  # Realtek
        "0fe6",  # ICS, Davicom
        "13b1",  # Linksys
        "17e9",  # DisplayLink
        "17ef",  # Lenovo
        "1d5c",  # Fresco
        "20f4",  # TRENDnet
        "2357",  # TP-Link
        "413c",  # Dell
        "9710",  # MosChip
    }
)
"""Makers of docks and cable adapters, and of what is inside them."""


def is_phone(usb_id: str) -> bool:
    """Is this `vendor:product` a phone that lends its network?"""
    vendor, _, product = usb_id.casefold().partition(":")
    return vendor in _PHONE_VENDORS or (vendor == _APPLE and product.startswith(_APPLE_PHONES))


def is_modem(usb_id: str) -> bool:
    """Is this `vendor:product` a stick for mobile broadband?"""
    return usb_id.casefold() in _MODEMS


def is_card(usb_id: str) -> bool:
    """Is the vendor one of those who make docks and cable adapters, and no phones?"""
    return usb_id.casefold().partition(":")[0] in _CARD_VENDORS
