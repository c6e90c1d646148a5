"""Group Policy for tests: real registry values below HKEY_LOCAL_MACHINE, deleted afterwards."""

from __future__ import annotations

import sys
import winreg
from typing import Any

from readiness.host.system import registry_windows
from readiness.host.system.group_policy import KEY

assert sys.platform == "win32"


def write_policy_value(path: str, name: str, data: Any, kind: int = winreg.REG_SZ) -> None:
    """Write a value as the Group Policy client would."""
    access = winreg.KEY_WRITE | registry_windows.VIEW_64
    with winreg.CreateKeyEx(registry_windows.MACHINE, rf"{KEY}\{path}", 0, access) as opened:
        winreg.SetValueEx(opened, name, 0, kind, data)


def take_away(key: str = KEY) -> None:
    """Delete the program's policy key with all that is below it."""
    for name in registry_windows.subkeys(registry_windows.MACHINE, key):
        take_away(rf"{key}\{name}")
    try:
        winreg.DeleteKeyEx(registry_windows.MACHINE, key, registry_windows.VIEW_64)
    except FileNotFoundError:
        return
