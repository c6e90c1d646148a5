"""What every test needs: Qt without a screen, a folder of its own for what the program stores, a place in the order."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

SCREEN = Path(__file__).with_name("screen.json")
"""One as a clinician has it: Qt's own is 800 × 800, and a window keeps inside its screen."""

os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={SCREEN}")

os.environ["READINESS_DATA"] = tempfile.mkdtemp(prefix="readiness-tests-")
atexit.register(shutil.rmtree, os.environ["READINESS_DATA"], ignore_errors=True)


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With `-n 2 --dist loadgroup`, a file runs in one process, and all that shares Wine or a build in the first."""

    def needs_a_build(item: pytest.Item) -> bool:
        return any(item.get_closest_marker(name) for name in ("wine", "frozen"))

    for item in items:
        item.add_marker(pytest.mark.xdist_group("builds" if needs_a_build(item) else str(item.path)))
    items.sort(key=lambda item: not needs_a_build(item))
