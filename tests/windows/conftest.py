"""These tests are run by Windows Python: on Windows itself, or under Wine by `tests/test_windows_under_wine.py`."""

from __future__ import annotations

import sys

collect_ignore_glob = [] if sys.platform == "win32" else ["test_*.py"]
