"""Setup for all tests: Qt without a screen, and a temporary folder for everything the program stores."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

SCREEN = Path(__file__).parent / "virtual/screen.json"
"""A clinician's screen. Qt's offscreen default is 800 × 800 pixels, and windows are limited to the screen."""

# A shell starts what runs in the background with Ctrl-C ignored, and programs that tests interrupt would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={SCREEN}")

os.environ["READINESS_DATA"] = tempfile.mkdtemp(prefix="readiness-tests-")
atexit.register(shutil.rmtree, os.environ["READINESS_DATA"], ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the slow tests, so that at the end no process waits for another's long file; skip what others lack."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    if sys.platform != "linux":
        for item in items:
            if item.get_closest_marker("linux"):
                item.add_marker(pytest.mark.skip(reason="on Linux only"))


@pytest.fixture(autouse=True)
def _unstyled_application() -> Iterator[None]:
    """Remove the style sheet and palette that a test has set on the process's QApplication."""
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtGui import QPalette
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance()
    if isinstance(application, QApplication) and application.styleSheet():
        application.setStyleSheet("")
        application.setPalette(QPalette())
