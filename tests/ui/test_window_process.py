"""What the window's process may load, and what it may start while its window is closed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from rehearsal_stage import FAKE, program

from readiness.checks.rehearsal.probe import PROGRAM_VARIABLE


@pytest.mark.slow
def test_the_window_process_never_loads_a_hardware_library() -> None:
    script = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from readiness.model import Policy
from readiness.ui.window.application import open_window
application = QApplication([])
QTimer.singleShot(300, application.closeAllWindows)
open_window(application, Policy(), "sv", ())
print(application.desktopFileName())
print(sorted(each for each in sys.modules if each in ("cv2", "numpy", "sounddevice") or "ui.tray" in each))
"""
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.split() == ["readiness", "[]"]


@pytest.mark.slow
def test_in_the_background_no_device_is_opened_until_the_window_is(tmp_path: Path) -> None:
    script = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from readiness.model import Policy
from readiness.ui.window.application import open_window
from readiness.ui.window.main_window import MainWindow

application = QApplication([])
window = lambda: next(each for each in application.topLevelWidgets() if isinstance(each, MainWindow))
runs = lambda: any(each.running for each in window().store.state.probes.values())
tell = lambda: print(window().store.state.hidden, runs())
QTimer.singleShot(2000, lambda: (tell(), window().come_to_front()))
QTimer.singleShot(4000, lambda: (tell(), window().close()))
open_window(application, Policy(), "sv", (), in_background=True)
"""
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "READINESS_DATA": str(tmp_path)},
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.split() == ["True", "False", "False", "True"]


@pytest.mark.slow
def test_chrome_is_tried_while_the_checklist_is_open(tmp_path: Path) -> None:
    """All of the real program, with Chromium and its made-up devices as Google Chrome."""
    script = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from readiness.model import Policy
from readiness.ui.state.step import Step
from readiness.ui.state.state import finding_of
from readiness.ui.window.application import open_window
from readiness.ui.window.main_window import MainWindow

application = QApplication([])

def look():
    for window in (each for each in application.topLevelWidgets() if isinstance(each, MainWindow)):
        store = window.store
        if found := finding_of(store.state, "rehearsal"):
            print(found.measured["product"], found.measured["not_run"])
            timer.stop()
            window.close()
        elif store.state.step is Step.EQUIPMENT and all(row.shown for row in store.state.rows):
            store.go(Step.ROOM)

timer = QTimer(interval=100)
timer.timeout.connect(look)
timer.start()
open_window(application, Policy(), "sv", ())
"""
    environment = {"READINESS_DATA": str(tmp_path / "data"), PROGRAM_VARIABLE: str(program(tmp_path, FAKE))}
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=90, check=False,
        env={**os.environ, **environment},
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.split() == ["Chromium", "None"]
