"""Mending faults at the press of a button, and undoing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.checks import mends
from readiness.host.audio.mend_types import Mend, Undo
from readiness.model import Place
from readiness.ui.session.mend_worker import MendWorker
from readiness.ui.state.events import MendAvailability, Mended, MendUndone, NoticeShown
from readiness.ui.state.mend_state import mend_offered
from readiness.ui.state.state import row_of

if TYPE_CHECKING:
    from readiness.ui.window.main_window import MainWindow


class MendController:
    """Mends faults in the background and repeats the affected tests."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._worker = MendWorker()
        self._worker.availability_known.connect(self._availability_known)
        self._worker.mended.connect(self._mended)
        self._worker.undone.connect(self._undone)
        self._worker.failed.connect(self._failed)
        self.close = self._worker.close

    def check_availability(self, wanted: MendAvailability) -> None:
        """Find out whether a mend is possible."""
        self._worker.check_availability(wanted.check, wanted.mend)

    def mend(self, check: str) -> None:
        """Mend the check's fault."""
        mend = mend_offered(self._window.state, row_of(self._window.state, check))
        if mend:
            self._worker.mend(check, mend)

    def undo(self, check: str) -> None:
        """Undo the check's last mend."""
        done = self._window.state.undos.get(check)
        if done:
            self._worker.undo(check, done[-1])

    def _availability_known(self, check: str, mend: Mend, possible: bool) -> None:  # noqa: FBT001  (a signal's argument)
        self._window.dispatch(MendAvailability(check, mend, possible))

    def _mended(self, check: str, undo: Undo) -> None:
        self._window.dispatch(Mended(check, undo))
        self._window.retest(check)
        self._window.dispatch(NoticeShown(mends.confirmation(undo.mend)))

    def _undone(self, check: str) -> None:
        self._window.dispatch(MendUndone(check))
        self._window.retest(check)
        self._window.dispatch(NoticeShown(mends.UNDONE))

    def _failed(self, check: str) -> None:
        """Refer the person to the system's settings, and do not offer the failed mend again."""
        looked = self._window.state.offers.get(check)
        if looked:
            self._window.dispatch(MendAvailability(check, looked.mend, possible=False))
        self._window.dispatch(NoticeShown(self._window.open_page(Place.SOUND) or mends.FAILED))
