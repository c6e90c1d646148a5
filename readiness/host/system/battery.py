"""The computer's battery: charge, and whether it is plugged in."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec


class Battery(msgspec.Struct, frozen=True, kw_only=True):
    """State of the battery; None where the system does not report it."""

    percent: float | None = None
    is_plugged_in: bool | None = None


def battery() -> Battery | None:
    """Return the state of the computer's battery; None if it has none. Those of mice and keyboards are ignored."""
    if sys.platform == "linux" and not is_of_the_computer(Path("/sys/class/power_supply")):
        return None
    import psutil

    found = psutil.sensors_battery()
    if found is None:
        return None
    return Battery(percent=found.percent if 0 <= found.percent <= 100 else None, is_plugged_in=found.power_plugged)


def is_of_the_computer(supplies: Path) -> bool:
    """Whether the battery that psutil reports (the first by name) is the computer's own, not a peripheral's."""
    names = (each for each in supplies.glob("*") if each.name.startswith("BAT") or "battery" in each.name.lower())
    first = min(names, default=None)
    try:
        return first is not None and (first / "scope").read_text(encoding="utf-8").strip() != "Device"
    except OSError:  # the computer's own battery has no such file
        return True
