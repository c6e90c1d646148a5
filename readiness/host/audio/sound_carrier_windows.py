r"""Headsets on Windows whose sound is carried by another device's driver.

Intel's Smart Sound Technology and its likes take USB and Bluetooth sound over from Windows' own drivers. The endpoint
then belongs to the computer's sound chip (`INTELAUDIO\CTLR_DEV_51C8&LINKTYPE_06&…`), and only its container, which the
driver must set (Microsoft Learn, "Setting Friendly Names, Sideband SCO Transport, and Registering APOs"), is the
headset's. The registry has the instance paths of a container's devices.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable

_USB = re.compile(r"USB\\VID_[0-9A-F]{4}&PID_[0-9A-F]{4}", re.IGNORECASE)
_BLUETOOTH = re.compile(r"(BTHENUM|BTHHFENUM|BTHLE|BTHLEDEVICE)\\", re.IGNORECASE)
_CONTAINERS = r"SYSTEM\CurrentControlSet\Control\DeviceContainers"

_SMART_SOUND = re.compile(r"^(?:\{\d+\}\.)?INTELAUDIO\\.*&VEN_8086&DEV_(AE30|AE50)\b", re.IGNORECASE)
_BUS_OF = {"AE30": "bluetooth", "AE50": "usb"}
"""Intel Smart Sound Technology "for Bluetooth Audio" and "for USB Audio"."""


def owner_in(instances: Iterable[str]) -> str:
    r"""Return bus and product of the device on USB or Bluetooth in a container: `USB\VID_0B0E&PID_24F6`, `BTHENUM`.

    What follows in its instance path is left out: a serial number, or a Bluetooth address.
    """
    paths = sorted(instances)
    usb = next(filter(None, map(_USB.match, paths)), None)
    bluetooth = next(filter(None, map(_BLUETOOTH.match, paths)), None)
    return usb[0] if usb else bluetooth[1] if bluetooth else ""


def bus_by_driver(instance: str) -> str:
    """Return the bus that an adapter's driver carries sound for, by its instance path; empty for all other drivers."""
    found = _SMART_SOUND.match(instance)
    return _BUS_OF[found[1].upper()] if found else ""


if sys.platform == "win32":
    from readiness.host.system import registry_windows

    def owner(container: str) -> str:
        """Return bus and product of a container's device, as `owner_in`; empty if there is none."""
        key = rf"{_CONTAINERS}\{container}\BaseContainers\{container}"
        return owner_in(registry_windows.values(registry_windows.MACHINE, key))
