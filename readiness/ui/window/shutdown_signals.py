"""Closing the window on Ctrl-C, SIGTERM and at the end of the session, so that devices are released first."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtGui import QGuiApplication

INTERRUPTED = 130
SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))


class ShutdownSignals(QObject):
    """Calls `close` in the GUI thread when the system or a terminal ends the program.

    Python runs no signal handlers while Qt's event loop is idle, so the signal's number is written to a
    socket that the event loop watches.

    Args:
        application: whose session it is, and whose exit code becomes 130.
        close: closes the window.
    """

    def __init__(self, application: QGuiApplication, close: Callable[[], object]) -> None:
        super().__init__(application)
        self._application, self._close = application, close
        self._wakeup_read, self._wakeup_write = socket.socketpair()
        for end in (self._wakeup_read, self._wakeup_write):
            end.setblocking(False)  # noqa: FBT003  (the library's own signature)
        self._notifier = QSocketNotifier(self._wakeup_read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._end)
        for each in SIGNALS:
            signal.signal(each, _nothing)
        signal.set_wakeup_fd(self._wakeup_write.fileno(), warn_on_full_buffer=False)
        application.commitDataRequest.connect(lambda _session: self._close())

    def _end(self) -> None:
        self._wakeup_read.recv(64)
        self._close()
        self._application.exit(INTERRUPTED)

    def stop(self) -> None:
        """Restore the default signal handlers."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        for each in SIGNALS:
            signal.signal(each, signal.SIG_DFL)
        self._wakeup_read.close()
        self._wakeup_write.close()


def _nothing(_number: int, _frame: object) -> None:
    """Do nothing: the byte on the wakeup socket triggers the handling."""
