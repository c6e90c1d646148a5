"""Deferring work until a window's first paint, so that it appears sooner."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

AT_LATEST_MS = 1000
"""Latest start of the work, for a window that is opened hidden or minimised and is not painted."""


class FirstPaint(QObject):
    """Calls `begin` once: after the window's first paint or, if `at_latest`, `AT_LATEST_MS` after it was made."""

    def __init__(self, window: QWidget, begin: Callable[[], object], *, at_latest: bool = True) -> None:
        super().__init__(window)
        self._window, self._begin = window, begin
        self._late = QTimer(self, interval=AT_LATEST_MS, singleShot=True)
        self._late.timeout.connect(self._now)
        if at_latest:
            self._late.start()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's own name)
        """Notice the paint event; start the work in the next event loop iteration, once the window is visible."""
        if watched is self._window and event.type() is QEvent.Type.Paint and not self._window.isMinimized():
            self._window.removeEventFilter(self)
            self._late.start(0)
        return False

    def _now(self) -> None:
        self._window.removeEventFilter(self)
        self._begin()
