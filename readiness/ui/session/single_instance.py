"""One window a person: a second start brings the first window to the front instead of opening the camera twice."""

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
"""A program that has not answered by then hangs, and a person who starts it again wants a window."""

ANY_PROCESS = -1


class SingleInstance(QObject):
    """`called` when the program was started again.

    Args:
        folder: where the person's data is; two folders are two programs.
    """

    called = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        whose = f"{getpass.getuser()} {folder}".encode("utf-8", "surrogatepass")
        self._name = f"readiness-{hashlib.sha256(whose).hexdigest()[:16]}"
        self._server: QLocalServer | None = None

    def is_first(self) -> bool:
        """Whether no other is open; then later ones are listened for. If one is, it is called to the front."""
        if self._call():
            return False
        QLocalServer.removeServer(self._name)  # what a killed program left behind
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._hear)
        self._server.listen(self._name)
        return True

    def close(self) -> None:
        """Listen no more."""
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

    def _hear(self) -> None:
        socket = self._server.nextPendingConnection() if self._server else None
        if socket:
            socket.write(b"here")
            socket.flush()
            socket.disconnected.connect(socket.deleteLater)
            self.called.emit()


def _let_others_to_the_front() -> None:
    """Windows lets only the program that the person just started take the foreground, unless that one gives it away."""
    if sys.platform == "win32":
        allow: Callable[[int], int] = ctypes.windll.user32.AllowSetForegroundWindow
        allow(ANY_PROCESS)
