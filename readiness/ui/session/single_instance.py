"""One window per user: a second start raises the first window instead of opening the camera twice."""

from __future__ import annotations

import ctypes
import getpass
import hashlib
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE_MS = 500
"""If the first program has not answered by then it hangs, and the second start opens a window of its own."""

ANY_PROCESS = -1


class SingleInstance(QObject):
    """`called` is emitted when the program is started again.

    Args:
        folder: the user's data folder; each has a window of its own.
    """

    called = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        whose = f"{getpass.getuser()} {folder}".encode("utf-8", "surrogatepass")
        self._name = f"readiness-{hashlib.sha256(whose).hexdigest()[:16]}"
        self._server: QLocalServer | None = None

    def is_first(self) -> bool:
        """Whether no other window is open; then listen for later starts. Else raise the other window."""
        if self._call():
            return False
        QLocalServer.removeServer(self._name)  # a stale socket of a killed program
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept_call)
        self._server.listen(self._name)
        return True

    def close(self) -> None:
        """Stop listening for other starts."""
        if self._server:
            self._server.close()

    def _call(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(PATIENCE_MS):
            return False
        _let_others_to_the_front()
        answered = socket.waitForReadyRead(PATIENCE_MS)
        socket.disconnectFromServer()
        return answered

    def _accept_call(self) -> None:
        socket = self._server.nextPendingConnection() if self._server else None
        if socket:
            socket.write(b"here")
            socket.flush()
            socket.disconnected.connect(socket.deleteLater)
            self.called.emit()


def _let_others_to_the_front() -> None:
    """Allow other processes to take the foreground: Windows grants it only to the program that was just started."""
    if sys.platform == "win32":
        allow: Callable[[int], int] = ctypes.windll.user32.AllowSetForegroundWindow
        allow(ANY_PROCESS)
