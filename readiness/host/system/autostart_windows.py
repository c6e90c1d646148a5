"""The `Run` key of the person's own registry: what Windows starts when they log in.

Task Manager and Settings leave the value there when the person turns it off, and write that elsewhere: a first byte
that is odd means off (undocumented, but commonly relied on).
"""

from __future__ import annotations

import subprocess
import sys
import winreg

from readiness.host.system import registry_windows

assert sys.platform == "win32"  # noqa: S101  (mypy reads this line: what follows exists on Windows only)

RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
NAME = "Readiness"


def is_on() -> bool:
    """Whether the key names this program, and the person has not turned it off in Windows."""
    state = registry_windows.values(registry_windows.USER, APPROVED).get(NAME)
    is_off = isinstance(state, bytes) and bool(state[:1]) and state[0] % 2 == 1
    return not is_off and bool(registry_windows.text(registry_windows.USER, RUN, NAME))


def turn_on(command: list[str]) -> None:
    """Write the value, and forget that it was turned off in Windows.

    Raises:
        OSError: the registry refuses it.
    """
    with winreg.CreateKeyEx(registry_windows.USER, RUN, 0, winreg.KEY_SET_VALUE) as opened:
        winreg.SetValueEx(opened, NAME, 0, winreg.REG_SZ, subprocess.list2cmdline(command))
    _delete(APPROVED)


def turn_off() -> None:
    """Remove the value, if there is one.

    Raises:
        OSError: the registry refuses it.
    """
    _delete(RUN)
    _delete(APPROVED)


def _delete(key: str) -> None:
    try:
        with winreg.OpenKey(registry_windows.USER, key, 0, winreg.KEY_SET_VALUE) as opened:
            winreg.DeleteValue(opened, NAME)
    except FileNotFoundError:
        return
