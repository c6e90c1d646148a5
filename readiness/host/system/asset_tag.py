"""The asset tag that whoever bought the computer wrote into its firmware; many have none, or the factory's filler."""

from __future__ import annotations

import contextlib
import re
import sys
from pathlib import Path

LINUX_FILE = Path("/sys/class/dmi/id/chassis_asset_tag")

CHASSIS, TAG_AT, HEADER_BYTES = 3, 8, 4
"""SMBIOS (DMTF DSP0134), 7.4: the structure of the chassis, and where in it the asset tag's string number is."""

_FILLER = re.compile(
    r"|\W+|0+|x+|(asset[ -]?)?0?123456789\w*|n/?a|none|null|unknown"
    r"|no[ -]?asset.*|asset[ -]?tag.*|default.*|to be filled.*"
    r"|not (specified|available|applicable).*|system.*|chassis.*|invalid.*|empty|o\.?e\.?m\.?",
    re.IGNORECASE,
)


def asset_tag() -> str:
    """The tag; empty when there is none, or when the system (macOS) knows of no such thing."""
    if sys.platform == "win32":
        return meaningful(chassis_tag(_windows_table()))
    with contextlib.suppress(OSError):
        return meaningful(LINUX_FILE.read_text(encoding="utf-8", errors="replace"))
    return ""


def meaningful(tag: str) -> str:
    """The tag without spaces around it; empty when it is what factories write for lack of one."""
    stripped = tag.strip().strip("\0")
    return "" if _FILLER.fullmatch(stripped) else stripped


def chassis_tag(table: bytes) -> str:
    """The chassis' asset tag out of an SMBIOS table; empty when there is none or the table is torn."""
    at = 0
    while at + HEADER_BYTES <= len(table):
        kind, length = table[at], table[at + 1]
        strings_end = table.find(b"\0\0", at + length)
        if length < HEADER_BYTES or strings_end < 0:
            return ""
        if kind == CHASSIS and length > TAG_AT:
            strings = table[at + length : strings_end].split(b"\0")
            number = table[at + TAG_AT]
            return strings[number - 1].decode("utf-8", "replace") if 0 < number <= len(strings) else ""
        at = strings_end + 2
    return ""


def _windows_table() -> bytes:
    content = b""
    if sys.platform == "win32":
        import ctypes

        provider = int.from_bytes(b"RSMB", "big")
        ask = ctypes.windll.kernel32.GetSystemFirmwareTable
        size = ask(provider, 0, None, 0)
        buffer = ctypes.create_string_buffer(size)
        header_bytes = 8  # RawSMBIOSData: calling method, versions, length
        content = buffer.raw[header_bytes : ask(provider, 0, buffer, size)]
    return content
