"""Group Policy for tests: real registry values below HKEY_LOCAL_MACHINE, all taken away again."""

from __future__ import annotations

import sys
import winreg
from typing import Any

from readiness.host import registry
from readiness.host.group_policy import KEY

assert sys.platform == "win32"


def put(path: str, name: str, data: Any, kind: int = winreg.REG_SZ) -> None:
    """Decide a value, as the Group Policy client would write it."""
    access = winreg.KEY_WRITE | registry.VIEW_64
    with winreg.CreateKeyEx(registry.MACHINE, rf"{KEY}\{path}", 0, access) as opened:
        winreg.SetValueEx(opened, name, 0, kind, data)


def take_away(key: str = KEY) -> None:
    """Delete the program's policy key with all that is below it."""
    for name in registry.subkeys(registry.MACHINE, key):
        take_away(rf"{key}\{name}")
    try:
        winreg.DeleteKeyEx(registry.MACHINE, key, registry.VIEW_64)
    except FileNotFoundError:
        return
