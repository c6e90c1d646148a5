"""The default devices of Windows under Wine, by default two that Wine invents.

Wine stores the choice by endpoint id below its own key of the registry (mmdevapi's `DefaultOutput` and its likes).
"""

from __future__ import annotations

import itertools
import sys
import winreg

from readiness.host.audio.endpoints import list_endpoints

assert sys.platform == "win32"

KEY = r"Software\Wine\Drivers\winepulse.drv"
VALUES = {"input": ("DefaultInput", "DefaultVoiceInput"), "output": ("DefaultOutput", "DefaultVoiceOutput")}


def choose(name: str) -> None:
    """Make the input and output whose names start with `name` the default, for calls as well."""
    chosen = {each.direction: each.id for each in list_endpoints() if each.name.startswith(name)}
    assert chosen.keys() == VALUES.keys()
    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, KEY) as opened:
        for direction, id_ in chosen.items():
            for value in VALUES[direction]:
                winreg.SetValueEx(opened, value, 0, winreg.REG_SZ, id_)


def forget() -> None:
    """Restore Wine's own defaults."""
    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, KEY) as opened:
        for value in itertools.chain(*VALUES.values()):
            winreg.DeleteValue(opened, value)
