"""Watching for how long nobody was at the window: its tests do not count for ever, nor does anybody need its camera."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from readiness.checks import microphone
from readiness.model import Heard
from readiness.ui.session.elapsed import Clocks, Moment
from readiness.ui.state.state import State
from readiness.ui.state.step import Step

VALID_FOR = timedelta(minutes=15)
"""How long the tests count when nobody speaks, the person has turned to something else, or the devices are released."""

LOOK_EVERY_MS = 10_000


class AbsenceWatch(QObject):
    """Counts from the last words that were heard, the oldest evidence of a go.

    All else is measured later, but a microphone that was switched off since then is as silent as one into which nobody
    speaks. Without a voice there is no go that could be too old: it counts from when the person turned to another
    program, or to a page without camera and microphone, and while they are here only a computer that has slept expires
    the tests.

    `expired` is emitted while the window is seen; otherwise `is_expired` finds out when it is next asked.

    Args:
        clocks: the computer's.
    """

    expired = Signal()

    def __init__(self, clocks: Clocks) -> None:
        super().__init__()
        self._clocks = clocks
        self._in_use = True
        self._is_attended = False
        self._counted: tuple[bool, bool, bool] | None = None
        self._heard: Heard | None = None
        self._since: Moment | None = None
        self.timer = QTimer(self, interval=LOOK_EVERY_MS)
        self.timer.timeout.connect(self._look)

    def note_use(self, *, in_use: bool) -> None:
        """Note whether the person works in one of the program's windows."""
        self._in_use = in_use

    def follow(self, state: State) -> None:
        """Begin to count, begin again, go on or stop."""
        if state.expired or state.meeting_open or not any(row.shown for row in state.rows):
            self._since = None
            self.timer.stop()
            return
        is_measured, has_voice = state.step is Step.EQUIPMENT and not state.hidden, _has_voice(state)
        self._is_attended = is_measured and self._in_use and not has_voice
        counted = (has_voice, is_measured and not has_voice, self._is_attended)
        if self._since is None or counted != self._counted or state.heard is not self._heard:
            self._since = self._clocks.read()
        self._counted, self._heard = counted, state.heard
        if state.hidden:
            self.timer.stop()
        elif not self.timer.isActive():
            self.timer.start()

    def is_expired(self) -> bool:
        """Whether that was longer ago than `VALID_FOR`."""
        return self._since is not None and not self.counts()

    def counts(self) -> bool:
        """Whether there are tests, and they have not expired."""
        return self._since is not None and self._clocks.since(self._since) <= VALID_FOR

    def close(self) -> None:
        """Stop watching."""
        self.timer.stop()

    def _look(self) -> None:
        if self.is_expired():
            self.expired.emit()
        elif self._is_attended:
            self._since = self._clocks.read()


def _has_voice(state: State) -> bool:
    """Whether words were heard; a few count, though they are not offered for playback."""
    shown = [row.shown for row in state.rows if row.shown]
    passed = any(isinstance(each.measurement, microphone.Measurement) and not each.finding.blocks for each in shown)
    return passed or state.heard is not None
