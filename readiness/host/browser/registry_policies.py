"""IT's policies for Chrome as Chrome converts them from Windows' registry, which has no switches and no lists.

Elsewhere policies have types of their own, and Chrome converts nothing: there 0 turns no switch off (chromium:
components/policy/core/common/registry_dict.cc, `ConvertRegistryValue`). No I/O.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

_SWITCHES = frozenset(
    {
        "AudioCaptureAllowed",
        "BrowserGuestModeEnforced",
        "BrowserSwitcherEnabled",
        "DeveloperToolsDisabled",
        "RemoteDebuggingAllowed",
        "VideoCaptureAllowed",
    }
)
_NUMBERS = frozenset(
    {
        "BrowserSignin",
        "BrowserSwitcherParsingMode",
        "DefaultCookiesSetting",
        "DefaultJavaScriptSetting",
        "DefaultMediaStreamSetting",
        "DeveloperToolsAvailability",
        "HeadlessMode",
        "IncognitoModeAvailability",
        "ProxyServerMode",
    }
)
"""The policies of these types that this program reads; the others are texts, lists and dictionaries."""

_JSON_TEXT = "DnsOverHttpsTemplates"
"""A text that may look like a dictionary, which stays a text."""

_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")


def converted(values: Mapping[str, object], below: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    """Return the policies in a key of the registry; what Chrome cannot convert is left out.

    Args:
        values: the key's values by name.
        below: the values of each subkey; those with a number for a name are a list's.
    """
    found = {name: _policy(name, value) for name, value in values.items()}
    found |= {name: _list_or_table(rows) for name, rows in below.items()}
    return {name: value for name, value in found.items() if value is not None}


def _policy(name: str, value: object) -> object:
    if name in _SWITCHES:
        number = _number(value)
        return None if number is None else number != 0
    if name in _NUMBERS:
        return _number(value)
    return value if name == _JSON_TEXT and isinstance(value, str) else _from_json(value)


def _number(value: object) -> int | None:
    if isinstance(value, str):
        return int(value) if _WHOLE.fullmatch(value) else None
    return value if isinstance(value, int) else None


def _from_json(value: object) -> object:
    """Return what JSON text holds, and another text or number as it is; None for what Chrome does not read."""
    if isinstance(value, str) and value.lstrip()[:1] in ("[", "{"):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value if isinstance(value, str | int) else None


def _list_or_table(rows: Mapping[str, object]) -> object:
    numbered = [_from_json(rows[name]) for name in sorted(rows) if _number(name) is not None]
    return numbered if numbered or not rows else {name: _from_json(value) for name, value in rows.items()}
