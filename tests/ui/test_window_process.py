"""What the window's process may load."""

from __future__ import annotations

import subprocess
import sys


def test_the_window_process_never_loads_a_hardware_library() -> None:
    script = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from readiness.model import Policy
from readiness.ui.window.application import open_window
application = QApplication([])
QTimer.singleShot(300, application.closeAllWindows)
open_window(Policy(), "sv", ())
print(sorted({"cv2", "numpy", "sounddevice"} & set(sys.modules)))
"""
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines()[-1] == "[]"
