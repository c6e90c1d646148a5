"""The computer's battery: charge, and whether it is plugged in."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

_NO_BATTERY = 128
_POWER_STATUS_BYTES = 12
_UNKNOWN = b"\xff" * _POWER_STATUS_BYTES


class Battery(msgspec.Struct, frozen=True, kw_only=True):
    """State of the battery; None where the system does not report it."""

    percent: float | None = None
    is_plugged_in: bool | None = None


def battery() -> Battery | None:
    """Return the state of the computer's battery; None if it has none. Those of mice and keyboards are ignored."""
    if sys.platform == "win32":
        return from_windows(*_power_status())
    if sys.platform == "linux" and not is_of_the_computer(Path("/sys/class/power_supply")):
        return None
    import psutil

    found = psutil.sensors_battery()
    if found is None:
        return None
    return Battery(percent=found.percent if 0 <= found.percent <= 100 else None, is_plugged_in=found.power_plugged)


def from_windows(line: int, flags: int, percent: int) -> Battery | None:
    """Interpret Windows' power status. psutil would take a charger of which nothing is known for one that is out.

    Args:
        line: `ACLineStatus` (Microsoft Learn, "SYSTEM_POWER_STATUS"): 0 out, 1 plugged in, 255 unknown.
        flags: `BatteryFlag`; 128 no battery, 255 unknown.
        percent: `BatteryLifePercent`; 255 unknown.
    """
    if flags & _NO_BATTERY:
        return None
    return Battery(percent=percent if percent <= 100 else None, is_plugged_in={0: False, 1: True}.get(line))


if sys.platform == "win32":

    def _power_status() -> tuple[int, int, int]:
        """Return line, flags and percentage, of which none is known if Windows does not say."""
        import ctypes

        status = (ctypes.c_ubyte * _POWER_STATUS_BYTES).from_buffer_copy(_UNKNOWN)
        ctypes.windll.kernel32.GetSystemPowerStatus(status)
        return status[0], status[1], status[2]


def is_of_the_computer(supplies: Path) -> bool:
    """Whether the battery that psutil reports (the first by name) is the computer's own, not a peripheral's."""
    names = (each for each in supplies.glob("*") if each.name.startswith("BAT") or "battery" in each.name.lower())
    first = min(names, default=None)
    try:
        return first is not None and (first / "scope").read_text(encoding="utf-8").strip() != "Device"
    except OSError:  # the computer's own battery has no such file
        return True
