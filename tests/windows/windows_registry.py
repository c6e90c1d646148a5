"""Registry values for tests, below a key that no program uses."""

from __future__ import annotations

import sys
import winreg
from collections.abc import Callable
from typing import Any

from readiness.host.system import registry_windows

assert sys.platform == "win32"

SOFTWARE = "Software\\Readiness test åäö"
Write = Callable[..., None]


def write_value(
    key: str, name: str, data: Any, kind: int = winreg.REG_SZ, *, hive: int = registry_windows.USER,
    view: int = registry_windows.VIEW_64,
) -> None:  # fmt: skip
    """Write one value; missing keys above it are created."""
    with winreg.CreateKeyEx(hive, key, 0, winreg.KEY_WRITE | view) as opened:
        winreg.SetValueEx(opened, name, 0, kind, data)


def delete_tree(hive: int, key: str, view: int) -> None:
    """Delete a key and everything below it."""
    for name in registry_windows.subkeys(hive, key, view):
        delete_tree(hive, rf"{key}\{name}", view)
    try:
        winreg.DeleteKeyEx(hive, key, view)
    except FileNotFoundError:
        return


def clean() -> None:
    """Delete everything that tests wrote."""
    for hive in (registry_windows.USER, registry_windows.MACHINE):
        for view in (registry_windows.VIEW_64, registry_windows.VIEW_32):
            delete_tree(hive, SOFTWARE, view)
