"""The asset tag out of SMBIOS tables, and what factories write for lack of one."""

from __future__ import annotations

import pytest

from readiness.host.system.asset_tag import CHASSIS, chassis_tag, meaningful


def structure(kind: int, strings: list[str], tag_number: int = 0) -> bytes:
    """One structure of an SMBIOS table: header, maker to asset tag as string numbers, then the strings."""
    formatted = bytes([kind, 9, 0, 0, 1, 3, 2, 0, tag_number])
    listed = b"".join(text.encode() + b"\0" for text in strings) or b"\0"
    return formatted + listed + b"\0"


BIOS = structure(0, ["Maker", "1.2.3"])
END = structure(127, [])


def test_the_tag_is_found_among_other_structures() -> None:
    chassis = structure(CHASSIS, ["Maker", "Serial", "VGR-123456"], tag_number=3)
    assert chassis_tag(BIOS + chassis + END) == "VGR-123456"
    assert chassis_tag(chassis) == "VGR-123456"


@pytest.mark.parametrize(
    "table",
    [
        b"",
        BIOS + END,
        BIOS + structure(CHASSIS, ["Maker"], tag_number=0) + END,
        BIOS + structure(CHASSIS, ["Maker"], tag_number=7) + END,
        structure(CHASSIS, ["Maker", "Tag"], tag_number=2)[:-2],
        BIOS + b"\x03\x09\x00",
        b"\x03\x00\x00\x00" * 20,
        b"\xff" * 50,
    ],
)
def test_missing_tag_or_truncated_table_gives_none(table: bytes) -> None:
    assert chassis_tag(table) == ""


@pytest.mark.parametrize("tag", ["VGR-123456", "PC0042", "1234567", "Rum 12", "7F00-A"])
def test_tag_is_returned_unchanged(tag: str) -> None:
    assert meaningful(f" {tag}\n") == tag


@pytest.mark.parametrize(
    "filler",
    ["", "  ", "No Asset Tag", "X", "No Asset Information", "Default string", "To be filled by O.E.M.", "Not Specified",
     "N/A", "None", "0", "00000000", "0123456789", "123456789", "Asset-1234567890", "asset tag", "System Asset"],
)  # fmt: skip
def test_placeholder_of_the_manufacturer_is_ignored(filler: str) -> None:
    assert meaningful(filler) == ""
