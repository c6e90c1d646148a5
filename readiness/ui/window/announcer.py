"""What a screen reader hears of its own accord: once when the tests start, once what to read, once the verdict."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from readiness.ui.state.banner import Banner
from readiness.ui.state.outcome_tone import Tone

STANDS_MS = 1000
"""A sentence that is replaced sooner than this would only interrupt the next one."""

TESTING = "testing"


class Announcer:
    """Says what stands still for a second, and nothing twice in a row. Of tests that go on, only that they began."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._about = self._text = self._spoken_about = ""
        self._timer = QTimer(widget, singleShot=True, interval=STANDS_MS)
        self._timer.timeout.connect(self._speak)

    def say(self, banner: Banner, text: str) -> None:
        """Say the banner when it has stood; `text` is all of it in words."""
        about = TESTING if banner.verdict is None and banner.tone is Tone.WORKING else text
        if about != self._about:
            self._about, self._text = about, text
            self._timer.start()

    def say_now(self, text: str) -> None:
        """Say something besides the banner."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._widget, text))

    def _speak(self) -> None:
        if self._about != self._spoken_about:
            self._spoken_about = self._about
            self.say_now(self._text)
