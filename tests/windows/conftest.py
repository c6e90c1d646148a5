"""These tests are run by Windows Python: on Windows itself, or under Wine by `tests/test_windows_under_wine.py`.

On Windows itself those are skipped that need the rig's sound devices, or what only the rig's Wine has or lets a program
set. Under Wine nothing may be missed: the test that starts them counts the lines that were executed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

collect_ignore_glob = [] if sys.platform == "win32" else ["test_*.py"]

if sys.platform == "win32":
    import ctypes

    from windows_registry import Write, clean, write_value

    @pytest.fixture
    def write() -> Iterator[Write]:
        """A function that writes registry values below a key for tests; deletes them afterwards."""
        yield write_value
        clean()

    MISSING = {
        "sound_rig": "PULSE_SERVER" not in os.environ,
        "under_wine": not hasattr(ctypes.WinDLL("ntdll"), "wine_get_version"),
    }

    def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
        """Skip what this computer cannot run."""
        for item in items:
            for name in (name for name, is_missing in MISSING.items() if is_missing):
                if item.get_closest_marker(name):
                    item.add_marker(pytest.mark.skip(reason=f"marked {name}, see pyproject.toml"))
