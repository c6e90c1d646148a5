"""Watching for how long the window has been left: its tests do not count for ever, nor does anybody need its camera."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from readiness.ui.state.events import Step
from readiness.ui.state.state import VALID_FOR, State

LOOK_EVERY_MS = 10_000


class AbsenceWatch(QObject):
    """Counts while camera and microphone are released, or while the person works in another program.

    `expired` is emitted while the window is seen; otherwise `is_expired` tells when it is next asked.

    Args:
        now: the computer's clock. Put back by as much, it expires the tests as well, since they would count for hours.
    """

    expired = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._in_use = True
        self._left_at: datetime | None = None
        self.timer = QTimer(self, interval=LOOK_EVERY_MS)
        self.timer.timeout.connect(self._look)

    def note_use(self, *, in_use: bool) -> None:
        """Note whether the person works in one of the program's windows."""
        self._in_use = in_use

    def follow(self, state: State) -> None:
        """Begin to count, go on or stop."""
        is_measured = state.step is Step.EQUIPMENT and not state.hidden
        is_tested = any(row.shown for row in state.rows)
        if (is_measured and self._in_use) or state.expired or state.meeting_open or not is_tested:
            self._left_at = None
            self.timer.stop()
            return
        if self._left_at is None:
            self._left_at = self._now()
        if state.hidden:
            self.timer.stop()
        elif not self.timer.isActive():
            self.timer.start()

    def is_expired(self) -> bool:
        """Whether that has gone on for longer than `VALID_FOR`."""
        return self._left_at is not None and abs(self._now() - self._left_at) > VALID_FOR

    def close(self) -> None:
        """Stop watching."""
        self.timer.stop()

    def _look(self) -> None:
        if self.is_expired():
            self.expired.emit()
