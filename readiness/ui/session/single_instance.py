"""One window per user: a second start raises the first window instead of opening the camera twice."""

from __future__ import annotations

import ctypes
import getpass
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QLockFile, QObject, QThread, QTimer, Signal

from readiness.storage.atomic_write import make_folder

if TYPE_CHECKING:  # imported when first used, since the first paint needs it only in a second start
    from PySide6.QtNetwork import QLocalServer

LOCK_FILE = "window.lock"
SOCKET_FILE = "window.socket"
STARTS_WITHIN_MS = 10_000
"""Time within which a starting program answers, counted from when it took the lock."""

WRITES_WITHIN_MS = 2000
"""Time between creating the lock file and writing to it; a file that stays empty for longer is damaged."""

PATIENCE_MS = 500
"""If the first program has not answered by then and is not starting, it hangs, and the second start opens a window."""

AGAIN_MS = 50
LOCK_AGAIN_MS = 2000
ANY_PROCESS = -1


class SingleInstance(QObject):
    """`called` is emitted when the program is started again.

    A lock decides who is first, because two starts at the same moment would both find nobody listening.

    Args:
        folder: the user's data folder; each has a window of its own.
    """

    called = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        whose = f"{_person()} {folder}".encode("utf-8", "surrogatepass")
        digest = bytes(QCryptographicHash.hash(whose, QCryptographicHash.Algorithm.Sha256).data())
        self._names = [f"readiness-{digest.hex()[:16]}"]
        if sys.platform != "win32":  # a name is a file in TMPDIR, which may be another or none in the second start
            self._names.insert(0, str(folder / SOCKET_FILE))
        self._folder = folder
        self._lock = QLockFile(str(folder / LOCK_FILE))
        self._lock_again = QTimer(self, interval=LOCK_AGAIN_MS)
        self._lock_again.timeout.connect(self._take_lock)
        self._server: QLocalServer | None = None

    def is_first(self) -> bool:
        """Whether no other window is open. Else raise the other window."""
        if self._take_lock():
            return True
        while not (answered := any(map(self._call, self._names))) and self._other_may_be_starting():
            QThread.msleep(AGAIN_MS)
            if self._take_lock():  # the other has ended
                return True
        return not answered

    def _other_may_be_starting(self) -> bool:
        """Whether a program has just taken the lock, or has just created its file and not yet written there."""
        if not self._may_be_lock():
            return False
        is_written, *_ = self._lock.getLockInfo()
        try:
            age_ms = round((time.time() - (self._folder / LOCK_FILE).stat().st_mtime) * 1000)
        except OSError:  # it has just ended
            return False
        return 0 <= age_ms < (STARTS_WITHIN_MS if is_written else WRITES_WITHIN_MS)

    def listen(self) -> None:
        """Listen for later starts."""
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept_call)
        for name in self._names:  # some network drives take no socket
            QLocalServer.removeServer(name)  # a stale one of a killed program
            if self._server.listen(name):
                break
        if not self._lock.isLocked():  # of a program that hangs; it may end before this one
            self._lock_again.start()

    def close(self) -> None:
        """Let the next start open a window."""
        if self._server:
            self._server.close()
        self._lock_again.stop()
        self._lock.unlock()

    def _take_lock(self) -> bool:
        try:
            make_folder(self._folder)
        except OSError:
            return False
        taken = self._may_be_lock() and self._lock.tryLock(0)
        if taken:
            self._lock_again.stop()
        return taken

    def _may_be_lock(self) -> bool:
        """Whether the lock is a file, or there is none yet. Qt would wait for ever for what a named pipe holds.

        It is looked for once: another start may write it at any time.
        """
        try:
            return stat.S_ISREG((self._folder / LOCK_FILE).stat().st_mode)
        except FileNotFoundError:
            return True
        except OSError:
            return False

    def _call(self, name: str) -> bool:
        """Whether the other window has answered by that name."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(name)
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


def _person() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no account entry
        return ""


def _let_others_to_the_front() -> None:
    """Allow other processes to take the foreground: Windows grants it only to the program that was just started."""
    if sys.platform == "win32":
        allow: Callable[[int], int] = ctypes.windll.user32.AllowSetForegroundWindow
        allow(ANY_PROCESS)
