"""How full is the computer's battery, and is it charging? On a computer without one there is no answer."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Battery:
    """None: the system does not say."""

    percent: float | None = None
    is_plugged_in: bool | None = None


def battery(supplies: Path = Path("/sys/class/power_supply")) -> Battery | None:
    """The computer's battery; None when it has none.

    Args:
        supplies: where Linux lists batteries; also those of mice and keyboards, which do not count.
    """
    if sys.platform == "linux" and not is_of_the_computer(supplies):
        return None
    import psutil

    found = psutil.sensors_battery()
    if found is None:
        return None
    return Battery(percent=found.percent if 0 <= found.percent <= 100 else None, is_plugged_in=found.power_plugged)


def is_of_the_computer(supplies: Path) -> bool:
    """Whether the battery that psutil takes, the first by name, drives the computer and not a device beside it."""
    names = (each for each in supplies.glob("*") if each.name.startswith("BAT") or "battery" in each.name.lower())
    first = min(names, default=None)
    try:
        return first is not None and (first / "scope").read_text(encoding="utf-8").strip() != "Device"
    except OSError:  # the computer's own battery has no such file
        return True
