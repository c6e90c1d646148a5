"""Deferred work starts after the first paint, or soon after if the window is never painted."""

from __future__ import annotations

import subprocess
import sys

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from readiness.ui.window.first_paint import FirstPaint

NEEDED_LATER = (
    "readiness.cli.parser",
    "readiness.engine.runner",
    "readiness.fleet",
    "readiness.host.browser.chrome",
    "readiness.measures",
    "readiness.report",
    "readiness.storage.history",
    "readiness.support.run_diff",
    "readiness.support.run_record",
    "readiness.ui.equipment.row_details",
    "readiness.ui.theme.application_icon",
    "readiness.ui.help",
    "readiness.ui.room",
    "readiness.ui.sign.sign_view",
    "readiness.ui.start",
    "readiness.ui.tray",
    "PySide6.QtPrintSupport",
    "cv2",
    "numpy",
    "pikepdf",
    "psutil",
    "sounddevice",
    "asyncio",
    "difflib",
    "email",
    "html",
    "http",
    "multiprocessing",
    "plistlib",
    "socket",
    "sqlite3",
    "ssl",
    "subprocess",
    "urllib.request",
)
"""Packages and modules that the first paint needs nothing of; each is expected at a different moment."""

STARTED = """
import os, sys
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint:
            print(*sys.modules, flush=True)
            os._exit(0)
        return False

application, first_paint = QApplication([]), FirstPaint()
application.installEventFilter(first_paint)
from readiness.__main__ import main
sys.argv = ["readiness"]
main()
"""


def test_what_is_needed_later_is_not_imported_before_the_first_paint() -> None:
    started = subprocess.run([sys.executable, "-c", STARTED], capture_output=True, text=True, check=True, timeout=60)
    loaded = set(started.stdout.split())
    assert "readiness.ui.window.main_window" in loaded
    early = {name for name in loaded for later in NEEDED_LATER if name == later or name.startswith(f"{later}.")}
    assert early == set(), "import it where it is first used, as `MainWindow.reading` does"


class Window(QWidget):
    painted = 0

    def paintEvent(self, _: object) -> None:  # noqa: N802  (Qt's own name)
        self.painted += 1


def test_deferred_work_starts_once_after_the_first_paint(qtbot: QtBot) -> None:
    window, painted_when_begun = Window(), []
    qtbot.addWidget(window)
    FirstPaint(window, lambda: painted_when_begun.append(window.painted))
    window.show()
    qtbot.waitUntil(lambda: bool(painted_when_begun))
    window.repaint()
    qtbot.wait(50)
    assert len(painted_when_begun) == 1
    assert painted_when_begun[0] >= 1


def test_deferred_work_starts_without_a_paint(qtbot: QtBot) -> None:
    window, begun = Window(), []
    qtbot.addWidget(window)
    FirstPaint(window, lambda: begun.append(window.painted))
    qtbot.waitUntil(lambda: bool(begun))
    assert begun == [0]
