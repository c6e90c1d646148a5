"""The window's size and position: at the first start, remembered from the last one, and always inside the screen."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, QSize, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

DEFAULT_SIZE = QSize(1240, 696)
MIN_SIZE = QSize(480, 220)
"""Fits a screen of 1024 × 600 at 200 %, without task bar and title bar."""

FRAME_PX = QSize(16, 40)
"""Approximate size of the window manager's frame, used until the window is shown."""


SETTLES_MS = 500
"""The window manager has its own say when a screen changes, and windows are moved after that."""


def geometry_to_store(window: QWidget) -> str:
    """Return the window's position and size for storing."""
    return bytes(window.saveGeometry().toBase64().data()).decode("ascii")


def restore_geometry(window: QWidget, stored: str) -> None:
    """Restore position and size; without stored ones, use the default size, with the frame inside the screen."""
    if stored and window.restoreGeometry(QByteArray.fromBase64(stored.encode("ascii", "ignore"))):
        return
    window.resize(first_size(window.screen().availableSize()))


def first_size(room: QSize) -> QSize:
    """Return the window's size at the first start: where the list of tests is below the picture, all the height."""
    inside = room - FRAME_PX
    wanted = DEFAULT_SIZE if DEFAULT_SIZE.width() <= inside.width() else DEFAULT_SIZE.expandedTo(inside)
    return wanted.boundedTo(inside).expandedTo(MIN_SIZE)


def move_into_screen(window: QWidget) -> None:
    """Move a visible window onto the screen, and make it smaller if it is too large, its frame included."""
    if window.isMaximized() or window.isFullScreen():
        return
    room, outer = window.screen().availableGeometry(), window.frameGeometry()
    frame = outer.size() - window.size()
    if outer.width() > room.width() or outer.height() > room.height():
        window.resize(window.size().boundedTo(room.size() - frame).expandedTo(MIN_SIZE))
        outer = window.frameGeometry()
    x = max(room.left(), min(outer.left(), room.right() - outer.width() + 1))
    y = max(room.top(), min(outer.top(), room.bottom() - outer.height() + 1))
    if (x, y) != (outer.left(), outer.top()):
        window.move(x, y)


class ScreenFollower(QObject):
    """Moves the window onto the screen when one is unplugged, or has another resolution or scale from now on."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._soon = QTimer(self, interval=SETTLES_MS, singleShot=True)
        self._soon.timeout.connect(self._move)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            for each in application.screens():
                self._follow(each)
            application.screenAdded.connect(self._follow)
            application.screenRemoved.connect(self._soon.start)

    def _follow(self, screen: QScreen) -> None:
        screen.availableGeometryChanged.connect(self._soon.start)

    def _move(self) -> None:
        move_into_screen(self._window)
