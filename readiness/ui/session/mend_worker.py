"""Changing system settings on a thread, because the sound server may take seconds."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from readiness.host.audio import mend as system
from readiness.host.audio.mend_types import Mend, MendError, Undo
from readiness.ui.session.background_thread import run_in_background

CLOSES_WITHIN_S = 0.5

HOLDS_S = 0.5
"""How long a change must last to count, since another program may revert it at once."""


class MendWorker(QObject):
    """Each signal carries the check's id and is emitted in the GUI thread.

    `availability_known`: the mend, and whether it is possible. `mended`: how to undo it. `mend_failed`: the mend.
    `undone`: whether anything was left to undo. `undo_failed`: the id only.
    """

    availability_known = Signal(str, object, bool)
    mended = Signal(str, object)
    mend_failed = Signal(str, object)
    undone = Signal(str, bool)
    undo_failed = Signal(str)
    _answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._threads: set[threading.Thread] = set()
        self._changing = False
        self._closing = threading.Event()
        self._answered.connect(lambda report: report(), Qt.ConnectionType.QueuedConnection)

    def check_availability(self, check: str, mend: Mend) -> None:
        """Find out whether the change is possible."""

        def ask() -> None:
            possible = system.is_possible(mend)
            self._answered.emit(lambda: self.availability_known.emit(check, mend, possible))

        self._begin(ask)

    def mend(self, check: str, mend: Mend) -> None:
        """Apply the change."""

        def change() -> Callable[[], None]:
            before = system.apply(mend)
            self._closing.wait(HOLDS_S)
            if mend.kind != "level" and system.is_possible(mend):
                raise MendError("it was changed back")
            return lambda: self.mended.emit(check, before)

        self._change(change, lambda: self.mend_failed.emit(check, mend))

    def undo(self, check: str, undo: Undo) -> None:
        """Undo the change."""

        def change() -> Callable[[], None]:
            restored = system.undo(undo)
            return lambda: self.undone.emit(check, restored)

        self._change(change, lambda: self.undo_failed.emit(check))

    def close(self) -> None:
        """Wait for running changes, with a time limit."""
        self._closing.set()
        for each in self._threads:
            each.join(CLOSES_WITHIN_S)

    def _change(self, change: Callable[[], Callable[[], None]], failed: Callable[[], None]) -> None:
        """Run one change at a time; further requests are ignored until it is done. Both callables report its end."""
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

    def _end(self, report: Callable[[], None]) -> None:
        self._changing = False
        report()

    def _begin(self, work: Callable[[], None]) -> None:
        self._threads = {each for each in self._threads if each.is_alive()}
        thread = run_in_background(work, "mend")
        if thread:
            self._threads.add(thread)
