"""Limits that a system may refuse."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.linux

ON_A_MAC = """
import ctypes, resource, sys

def refuse(which, limits):
    if which == resource.RLIMIT_AS:
        raise ValueError("current limit exceeds maximum limit")

resource.setrlimit, sys.platform = refuse, "darwin"
from readiness.engine.process_limits import limit_memory
limit_memory()
"""


def test_a_probe_starts_where_the_system_refuses_a_limit_of_memory() -> None:
    """As macOS does with every limit under the gigabytes that its shared libraries have in each process."""
    subprocess.run([sys.executable, "-c", ON_A_MAC], check=True, capture_output=True, timeout=60)
