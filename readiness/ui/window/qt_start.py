"""Creating Qt's application. Where it cannot open a screen, Qt aborts the whole process without raising anything."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

STYLE = "Fusion"
"""Qt's own style, alike on all systems. `setStyle` would load the whole class QStyle before the first paint: 8 ms."""


def start_qt(on_failure: Callable[[str], int]) -> QApplication:
    """Return the application: the one that there is, or else a new one.

    Args:
        on_failure: called with Qt's own reason instead of an abort; the process then exits with the returned code.
    """

    def handle(kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
        reasons.append(message or "")
        if kind is QtMsgType.QtFatalMsg:
            os._exit(on_failure(reasons[0]))  # Qt would abort as soon as this returns

    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    reasons: list[str] = []
    before = qInstallMessageHandler(handle)
    try:
        return QApplication([*sys.argv[:1], "-style", STYLE])
    finally:
        qInstallMessageHandler(before)
