"""Skipping, on another system, what only a Linux has; on Linux a missing program is a failure."""

from __future__ import annotations

import sys

import pytest


def skip_elsewhere(what: str) -> None:
    """Skip the test, or all tests of a module that asks for it as a whole, unless the computer is a Linux."""
    if sys.platform != "linux":
        pytest.skip(f"{what}: on Linux only", allow_module_level=True)
