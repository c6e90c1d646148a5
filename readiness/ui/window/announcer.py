"""Announcements to screen readers: the start of the tests, the sentence to read, and the verdict, once each."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from readiness.ui.state.banner import Banner
from readiness.ui.state.outcome_tone import Tone
from readiness.ui.theme.accessibility import say

STANDS_MS = 1000
"""Time in milliseconds that a text must hold before it is announced, so that announcements do not interrupt each
other."""

ASKS_AFTER_MS = 2500
"""The sentence to read is announced after the one that the tests have begun."""

TESTING = "testing"


class Announcer:
    """Announces texts that have not changed for a while, none twice in a row; of running tests, only their start."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._about = self._text = self._spoken_about = self._asked = ""
        self._timer = QTimer(widget, singleShot=True, interval=STANDS_MS)
        self._timer.timeout.connect(self._speak)
        self._asks = QTimer(widget, singleShot=True, interval=ASKS_AFTER_MS)
        self._asks.timeout.connect(lambda: say(self._widget, self._asked))

    def announce(self, banner: Banner, text: str) -> None:
        """Announce the banner when it has held; `text` is its full text."""
        about = TESTING if banner.verdict is None and banner.tone is Tone.WORKING else text
        if about != self._about:
            self._about, self._text = about, text
            self._timer.start()

    def ask(self, text: str) -> None:
        """Announce the sentence to read aloud, once per request; empty if there is none."""
        if text == self._asked:
            return
        self._asked = text
        if text:
            self._asks.start()
        else:
            self._asks.stop()

    def _speak(self) -> None:
        if self._about != self._spoken_about:
            self._spoken_about = self._about
            say(self._widget, self._text)
