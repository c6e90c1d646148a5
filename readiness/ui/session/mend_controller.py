"""Mending faults at the press of a button, and undoing it, on a thread: the sound server may take seconds."""

from __future__ import annotations

import threading
from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal

from readiness.checks import mends
from readiness.host.audio import mend as system
from readiness.host.audio.mend_types import MendError
from readiness.model import Place
from readiness.ui.session.background_thread import run_in_background
from readiness.ui.state.events import MendAvailability, Mended, MendUndone, NoticeShown
from readiness.ui.state.mend_state import mend_offered
from readiness.ui.state.state import State, row_of

CLOSES_WITHIN_S = 0.5

HOLDS_S = 0.5
"""How long a change must last to count, since another program may revert it at once."""

Report = Callable[[], None]
"""Tells the window what became of a change; called in the GUI thread."""


class MendController(QObject):
    """Mends faults in the background.

    `event_raised` carries a `WindowEvent`. `retest_requested` carries the id of a check that the change concerns.

    Args:
        state: returns the state of now.
        open_settings: opens the system's page for a place, or shows the message.
    """

    event_raised = Signal(object)
    retest_requested = Signal(str)
    _answered = Signal(object)

    def __init__(self, state: Callable[[], State], open_settings: Callable[[Place, str], None]) -> None:
        super().__init__()
        self._state, self._open_settings = state, open_settings
        self._threads: set[threading.Thread] = set()
        self._changing = False
        self._closing = threading.Event()
        self._answered.connect(lambda report: report(), Qt.ConnectionType.QueuedConnection)

    def check_availability(self, wanted: MendAvailability) -> None:
        """Find out whether a mend is possible."""

        def ask() -> None:
            known = replace(wanted, possible=system.is_possible(wanted.mend))
            self._answered.emit(lambda: self.event_raised.emit(known))

        self._begin(ask)

    def mend(self, check: str) -> None:
        """Mend the check's fault. A mend that has failed is not offered again."""
        wanted = mend_offered(self._state(), row_of(self._state(), check))
        if wanted is None:
            return

        def change() -> Report:
            undo = system.apply(wanted)
            self._closing.wait(HOLDS_S)
            if wanted.kind != "level" and system.is_possible(wanted):
                raise MendError("it was changed back")
            return lambda: self._retest(Mended(check, undo), mends.mend_texts(wanted).confirmation)

        def refer() -> None:
            self.event_raised.emit(MendAvailability(check, wanted, possible=False))
            self._refer_to_settings()

        self._change(change, refer)

    def undo(self, check: str) -> None:
        """Undo the check's last mend."""
        done = self._state().undos.get(check)
        if not done:
            return

        def change() -> Report:
            message = mends.UNDONE if system.undo(done[-1]) else mends.CHANGED_SINCE
            return lambda: self._retest(MendUndone(check), message)

        self._change(change, self._refer_to_settings)

    def close(self) -> None:
        """Wait for running changes, with a time limit."""
        self._closing.set()
        for each in self._threads:
            each.join(CLOSES_WITHIN_S)

    def _change(self, change: Callable[[], Report], failed: Report) -> None:
        """Run one change at a time; further requests are ignored until it is done."""
        if self._changing:
            return
        self._changing = True

        def work() -> None:
            report = failed
            try:
                report = change()
            except OSError:
                pass
            finally:  # re-enable the button in any case
                self._answered.emit(lambda: self._end(report))

        self._begin(work)

    def _end(self, report: Report) -> None:
        self._changing = False
        report()

    def _begin(self, work: Callable[[], None]) -> None:
        self._threads = {each for each in self._threads if each.is_alive()}
        thread = run_in_background(work, "mend")
        if thread:
            self._threads.add(thread)

    def _retest(self, event: Mended | MendUndone, message: str) -> None:
        self.event_raised.emit(event)
        self.retest_requested.emit(event.check)
        self.event_raised.emit(NoticeShown(message))

    def _refer_to_settings(self) -> None:
        self._open_settings(Place.SOUND, mends.FAILED)
