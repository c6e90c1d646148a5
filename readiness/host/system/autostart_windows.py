"""The `Run` key of the person's own registry: what Windows starts when they log in."""

from __future__ import annotations

import subprocess
import sys
import winreg

from readiness.host.system import registry_windows

assert sys.platform == "win32"  # noqa: S101  (mypy reads this line: what follows exists on Windows only)

RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
NAME = "Readiness"


def is_on() -> bool:
    """Whether the key names this program."""
    return bool(registry_windows.text(registry_windows.USER, RUN, NAME))


def turn_on(command: list[str]) -> None:
    """Write the value.

    Raises:
        OSError: the registry refuses it.
    """
    with winreg.CreateKeyEx(registry_windows.USER, RUN, 0, winreg.KEY_SET_VALUE) as opened:
        winreg.SetValueEx(opened, NAME, 0, winreg.REG_SZ, subprocess.list2cmdline(command))


def turn_off() -> None:
    """Remove the value, if there is one.

    Raises:
        OSError: the registry refuses it.
    """
    try:
        with winreg.OpenKey(registry_windows.USER, RUN, 0, winreg.KEY_SET_VALUE) as opened:
            winreg.DeleteValue(opened, NAME)
    except FileNotFoundError:
        return
