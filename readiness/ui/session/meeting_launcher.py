"""Opening the meeting on a thread, because starting Chrome may take a second."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from readiness.host.browser.chrome_launch import ChromeStart
from readiness.ui.session.background_thread import run_in_background
from readiness.ui.session.system_actions import MESSAGES

CLOSES_WITHIN_S = 0.5


class MeetingLauncher(QObject):
    """`opened` is emitted in the GUI thread with the message id of the result; empty on success."""

    opened = Signal(str)
    _answered = Signal(str)

    def __init__(self, open_meeting: Callable[[], str]) -> None:
        super().__init__()
        self._open_meeting = open_meeting
        self._thread: threading.Thread | None = None
        self._opens = False
        self._answered.connect(self._emit_opened, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Open the meeting; ignored while it is being opened."""
        if not self._opens:
            self._opens = True
            self._thread = run_in_background(self._work, "meeting")

    def close(self) -> None:
        """Wait for the thread to end, with a time limit."""
        if self._thread:
            self._thread.join(CLOSES_WITHIN_S)

    def _work(self) -> None:
        message = MESSAGES[ChromeStart.REFUSED]
        try:
            message = self._open_meeting()
        finally:  # re-enable the button in any case
            self._answered.emit(message)

    def _emit_opened(self, message: str) -> None:
        self._thread, self._opens = None, False
        self.opened.emit(message)
