"""These tests are run by Windows Python: on Windows itself, or under Wine by `tests/test_windows_under_wine.py`."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

collect_ignore_glob = [] if sys.platform == "win32" else ["test_*.py"]

if sys.platform == "win32":
    from windows_registry import Write, clean, write_value

    @pytest.fixture
    def write() -> Iterator[Write]:
        """A function that writes registry values below a key for tests; deletes them afterwards."""
        yield write_value
        clean()
