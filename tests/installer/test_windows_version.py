"""What the package answers in place of Windows' management service, read as Python's `platform` reads it."""

from __future__ import annotations

import pytest

from installer.windows_version import answer

OF_SYSTEM = (
    "SELECT Version,ProductType,BuildType,ServicePackMajorVersion,ServicePackMinorVersion FROM Win32_OperatingSystem"
)


def test_version_as_platform_asks_for_it() -> None:
    rows = dict(each.split("=") for each in answer(OF_SYSTEM, (10, 0, 26100), 1).split("\0"))
    assert (rows["Version"], rows["ProductType"]) == ("10.0.26100", "1")
    assert len(rows) == 5
    assert answer("SELECT Architecture FROM Win32_Processor", (10, 0, 26100), 1) == "Architecture=9"


def test_what_is_not_known_is_refused_as_the_service_refuses() -> None:
    with pytest.raises(OSError, match="Caption"):
        answer("SELECT Manufacturer,Caption FROM Win32_Processor", (10, 0, 26100), 1)
