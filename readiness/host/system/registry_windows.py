"""Reading the Windows registry."""

from __future__ import annotations

import sys
import winreg

assert sys.platform == "win32"  # noqa: S101  (mypy reads this line: what follows exists on Windows only)

USER = winreg.HKEY_CURRENT_USER
MACHINE = winreg.HKEY_LOCAL_MACHINE
VIEW_32 = winreg.KEY_WOW64_32KEY
VIEW_64 = winreg.KEY_WOW64_64KEY


def tree(hive: int, key: str, view: int = VIEW_64) -> dict[str, dict[str, object]]:
    """Return the values of a key and all its subkeys, by relative path (empty for the key itself).

    A missing key gives an empty dictionary.

    Raises:
        OSError: a key exists but cannot be read.
    """
    try:
        with winreg.OpenKey(hive, key, 0, winreg.KEY_READ | view) as opened:
            found = {"": _values(opened)}
            below = _subkeys(opened)
    except FileNotFoundError:
        return {}
    for name in below:
        for path, rows in tree(hive, rf"{key}\{name}", view).items():
            found[rf"{name}\{path}" if path else name] = rows
    return found


def values(hive: int, key: str, view: int = VIEW_64) -> dict[str, object]:
    """Return a key's values by name (empty for the default value); empty if the key is missing or inaccessible."""
    try:
        with winreg.OpenKey(hive, key, 0, winreg.KEY_READ | view) as opened:
            return _values(opened)
    except OSError:
        return {}


def text(hive: int, key: str, name: str, view: int = VIEW_64) -> str | None:
    """Return a text value; None if it is missing or of another type."""
    found = values(hive, key, view).get(name)
    return found if isinstance(found, str) else None


def subkeys(hive: int, key: str, view: int = VIEW_64) -> list[str]:
    """Return the names of a key's subkeys; empty if the key is missing or inaccessible."""
    try:
        with winreg.OpenKey(hive, key, 0, winreg.KEY_READ | view) as opened:
            return _subkeys(opened)
    except OSError:
        return []


def _values(opened: winreg.HKEYType) -> dict[str, object]:
    count = winreg.QueryInfoKey(opened)[1]
    rows = [winreg.EnumValue(opened, index) for index in range(count)]
    return {name: _expanded(data, kind) for name, data, kind in rows}


def _subkeys(opened: winreg.HKEYType) -> list[str]:
    count = winreg.QueryInfoKey(opened)[0]
    return [winreg.EnumKey(opened, index) for index in range(count)]


def _expanded(data: object, kind: int) -> object:
    if isinstance(data, list):  # REG_MULTI_SZ
        return [_expanded(each, winreg.REG_SZ) for each in data]
    if not isinstance(data, str):
        return data
    text = winreg.ExpandEnvironmentStrings(data) if kind == winreg.REG_EXPAND_SZ else data
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # a text here may end in half a character
