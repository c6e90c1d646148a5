"""Windows' default program for https addresses."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes

from readiness.host.system import registry_windows

assert sys.platform == "win32"  # noqa: S101  (mypy reads this line: what follows exists on Windows only)

_ASSOCSTR_PROGID = 20
_LONGEST = 260
_CHOICES = r"Microsoft\Windows\Shell\Associations\UrlAssociations\https"


def https_prog_id(software: str = "Software") -> str | None:
    """Return the ProgID for https: the shell's answer, else the person's choice in the registry.

    The shell has precedence because since Windows 11 24H2 the choice may be in `UserChoiceLatest`, with an outdated
    `UserChoice` (PowerToys pull request 40115).
    """
    return _query_shell() or chosen_prog_id(software)


def chosen_prog_id(software: str = "Software") -> str | None:
    """Return the ProgID of the person's choice in the registry."""
    newest = registry_windows.text(registry_windows.USER, rf"{software}\{_CHOICES}\UserChoiceLatest\ProgId", "ProgId")
    return newest or registry_windows.text(registry_windows.USER, rf"{software}\{_CHOICES}\UserChoice", "ProgId")


def _query_shell() -> str | None:
    text, length = ctypes.create_unicode_buffer(_LONGEST), wintypes.DWORD(_LONGEST)
    answer = ctypes.WinDLL("shlwapi").AssocQueryStringW(0, _ASSOCSTR_PROGID, "https", None, text, ctypes.byref(length))
    return text.value or None if answer == 0 else None
