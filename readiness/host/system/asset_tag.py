"""The asset tag that the owner wrote into the computer's firmware; often missing or a manufacturer's placeholder."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from readiness.file_reader import text_of

MAX_TAG_BYTES = 1000
LINUX_FILE = Path("/sys/class/dmi/id/chassis_asset_tag")

CHASSIS, TAG_AT, HEADER_BYTES = 3, 8, 4
"""SMBIOS (DMTF DSP0134), 7.4: type of the chassis structure, and the offset of the asset tag's string number."""

_FILLER = re.compile(
    r"|\W+|0+|x+|(asset[ -]?)?0?123456789\w*|n/?a|none|null|unknown"
    r"|no[ -]?asset.*|asset[ -]?tag.*|default.*|to be filled.*"
    r"|not (specified|available|applicable).*|system.*|chassis.*|invalid.*|empty|o\.?e\.?m\.?",
    re.IGNORECASE,
)


def asset_tag() -> str:
    """Return the tag; empty if there is none or the system has no such concept (macOS)."""
    if sys.platform == "win32":
        return meaningful(chassis_tag(_windows_table()))
    return meaningful(text_of(LINUX_FILE, MAX_TAG_BYTES))


def meaningful(tag: str) -> str:
    """Return the stripped tag; empty if it is a manufacturer's placeholder."""
    stripped = tag.strip().strip("\0")
    return "" if _FILLER.fullmatch(stripped) else stripped


def chassis_tag(table: bytes) -> str:
    """Return the chassis' asset tag from an SMBIOS table; empty if there is none or the table is truncated."""
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
        get_table = ctypes.windll.kernel32.GetSystemFirmwareTable
        size = get_table(provider, 0, None, 0)
        buffer = ctypes.create_string_buffer(size)
        header_bytes = 8  # RawSMBIOSData: calling method, versions, length
        content = buffer.raw[header_bytes : get_table(provider, 0, buffer, size)]
    return content
