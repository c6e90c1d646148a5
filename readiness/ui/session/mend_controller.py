"""Mending faults at the press of a button, and undoing it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from readiness.checks import mends
from readiness.host.audio.mend_types import Mend, Undo
from readiness.model import Place
from readiness.ui.session.mend_worker import MendWorker
from readiness.ui.state.events import MendAvailability, Mended, MendUndone, NoticeShown
from readiness.ui.state.mend_state import mend_offered
from readiness.ui.state.state import State, row_of


class MendController(QObject):
    """Mends faults in the background.

    `event_raised` carries a `UserEvent`. `retest_requested` carries the id of a check that the change concerns.

    Args:
        state: returns the state of now.
        open_settings: opens the system's page for a place, or shows the message.
    """

    event_raised = Signal(object)
    retest_requested = Signal(str)

    def __init__(self, state: Callable[[], State], open_settings: Callable[[Place, str], None]) -> None:
        super().__init__()
        self._state, self._open_settings = state, open_settings
        self._worker = MendWorker()
        self._worker.availability_known.connect(self._availability_known)
        self._worker.mended.connect(self._mended)
        self._worker.undone.connect(self._undone)
        self._worker.mend_failed.connect(self._mend_failed)
        self._worker.undo_failed.connect(lambda _check: self._refer_to_settings())
        self.close = self._worker.close

    def check_availability(self, wanted: MendAvailability) -> None:
        """Find out whether a mend is possible."""
        self._worker.check_availability(wanted.check, wanted.mend)

    def mend(self, check: str) -> None:
        """Mend the check's fault."""
        mend = mend_offered(self._state(), row_of(self._state(), check))
        if mend:
            self._worker.mend(check, mend)

    def undo(self, check: str) -> None:
        """Undo the check's last mend."""
        done = self._state().undos.get(check)
        if done:
            self._worker.undo(check, done[-1])

    def _availability_known(self, check: str, mend: Mend, possible: bool) -> None:  # noqa: FBT001  (a signal's argument)
        self.event_raised.emit(MendAvailability(check, mend, possible))

    def _mended(self, check: str, undo: Undo) -> None:
        self._retest(Mended(check, undo), check, mends.texts_of(undo.mend).confirmation)

    def _undone(self, check: str, restored: bool) -> None:  # noqa: FBT001  (a signal's argument)
        self._retest(MendUndone(check), check, mends.UNDONE if restored else mends.CHANGED_SINCE)

    def _retest(self, event: Mended | MendUndone, check: str, message: str) -> None:
        self.event_raised.emit(event)
        self.retest_requested.emit(check)
        self.event_raised.emit(NoticeShown(message))

    def _mend_failed(self, check: str, mend: Mend) -> None:
        """Refer the person to the system's settings, and do not offer the failed mend again."""
        self.event_raised.emit(MendAvailability(check, mend, possible=False))
        self._refer_to_settings()

    def _refer_to_settings(self) -> None:
        self._open_settings(Place.SOUND, mends.FAILED)
