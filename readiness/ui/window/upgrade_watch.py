"""A program that has been upgraded while it was open starts again.

Windows' Restart Manager closes no program in another session than the installer's, and Intune's is the system's
(Microsoft Learn, "RmRestart function", remarks). The files are replaced all the same, the running ones being renamed
first, and what this program has not yet loaded it would then look for in another version's files.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from readiness.host.system.autostart import IN_BACKGROUND
from readiness.host.system.installed_version import installed_version
from readiness.host.system.program_start import start_anew
from readiness.ui.session.single_instance import SingleInstance
from readiness.ui.window.main_window import MainWindow

LOOK_EVERY_MS = 2000
CLOSES_WITHIN_MS = 2000
"""Time for closing in order, which may already need what can no longer be loaded."""


class UpgradeWatch(QObject):
    """`upgraded` is emitted once, when another version has been installed than at the beginning.

    Args:
        parent: whose life this shares.
        installed: tells the installed version; empty if none.
    """

    upgraded = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        installed: Callable[[], str] = lambda: installed_version(Path(sys.executable)),
    ) -> None:
        super().__init__(parent)
        self._installed, self._before = installed, installed()
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        if self._before:
            self._timer.start()

    @property
    def is_active(self) -> bool:
        """Whether it goes on looking."""
        return self._timer.isActive()

    def look(self) -> None:
        """Look whether the version is still the same."""
        now = self._installed()
        if now and now != self._before:
            self._timer.stop()
            self.upgraded.emit()


def start_again_when_upgraded(application: QApplication, window: MainWindow, instance: SingleInstance) -> None:
    """Close the window when another version has been installed, and open it in the new one.

    Where the person is not in it just then, and perhaps in a meeting, it is started in the background.
    """
    import subprocess  # noqa: F401  (`start_anew` needs it when there may be another version's files to load it from)

    watch = UpgradeWatch(window)

    def close() -> None:
        in_background = not window.isActiveWindow()
        application.aboutToQuit.connect(instance.close)
        application.aboutToQuit.connect(lambda: start_again(sys.argv[1:], in_background=in_background))
        QTimer.singleShot(CLOSES_WITHIN_MS, application.exit)
        window.close()

    watch.upgraded.connect(close)


def start_again(arguments: Sequence[str], *, in_background: bool) -> None:
    """Start the program anew.

    Args:
        arguments: those that this program was started with.
        in_background: start without a window.
    """
    given = [each for each in arguments if each != IN_BACKGROUND]
    start_anew([IN_BACKGROUND, *given] if in_background else given)
