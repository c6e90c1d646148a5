"""Reading the Windows registry. What is missing, or may not be read, is simply not there."""

from __future__ import annotations

import sys
import winreg

assert sys.platform == "win32"  # noqa: S101  (mypy reads this line: what follows exists on Windows only)

USER = winreg.HKEY_CURRENT_USER
MACHINE = winreg.HKEY_LOCAL_MACHINE
VIEW_32 = winreg.KEY_WOW64_32KEY
VIEW_64 = winreg.KEY_WOW64_64KEY


def values(hive: int, key: str, view: int = VIEW_64) -> dict[str, object]:
    """Every value of a key by name; the default value's name is an empty string."""
    try:
        with winreg.OpenKey(hive, key, 0, winreg.KEY_READ | view) as opened:
            count = winreg.QueryInfoKey(opened)[1]
            rows = [winreg.EnumValue(opened, index) for index in range(count)]
    except OSError:
        return {}
    return {name: _expanded(data, kind) for name, data, kind in rows}


def text(hive: int, key: str, name: str, view: int = VIEW_64) -> str | None:
    """A text value; None when it is missing or of another type."""
    found = values(hive, key, view).get(name)
    return found if isinstance(found, str) else None


def subkeys(hive: int, key: str, view: int = VIEW_64) -> list[str]:
    """The names of the keys below a key."""
    try:
        with winreg.OpenKey(hive, key, 0, winreg.KEY_READ | view) as opened:
            count = winreg.QueryInfoKey(opened)[0]
            return [winreg.EnumKey(opened, index) for index in range(count)]
    except OSError:
        return []


def _expanded(data: object, kind: int) -> object:
    return winreg.ExpandEnvironmentStrings(data) if kind == winreg.REG_EXPAND_SZ and isinstance(data, str) else data
