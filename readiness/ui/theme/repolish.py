"""Giving widgets the colours of a changed palette.

A style sheet reads the palette only when a widget is polished. Setting the sheet again would polish and lay out every
widget at once, which takes the better part of a second.
"""

from __future__ import annotations

import time
from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

SLICE_S = 0.02
"""How long each slice may block the event loop."""


class Repolisher(QObject):
    """Polishes visible widgets at once, and the others in slices while `timer` runs."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._left: list[QWidget] = []
        self.timer = QTimer(self, interval=0)
        self.timer.timeout.connect(self._next_slice)

    def begin(self) -> None:
        """Begin with the existing widgets; later ones have the new colours anyway."""
        every = self._application.allWidgets()
        _polish(each for each in every if each.isVisible())
        self._left = [each for each in every if not each.isVisible()]
        self.timer.start()

    def _next_slice(self) -> None:
        ends_s = time.monotonic() + SLICE_S
        while self._left and time.monotonic() < ends_s:
            _polish([self._left.pop()])
        if not self._left:
            self.timer.stop()


def _polish(widgets: Iterable[QWidget]) -> None:
    for each in widgets:
        if isValid(each):  # it may have been closed since
            each.style().unpolish(each)
            each.style().polish(each)
            each.update()
