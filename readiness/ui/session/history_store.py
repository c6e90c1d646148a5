"""The window's way to the history: read and written beside it, for a file on a busy disk must not stop the window."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLateError
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from readiness.i18n import N_
from readiness.storage.run import Run
from readiness.system_error import reason_of
from readiness.ui.session.disk_worker import FINISHES_WITHIN_S, DiskWorker

if TYPE_CHECKING:  # imported where the disk is used, on its thread, since the first paint needs no database
    from readiness.storage.mend_log import MadeMend

PATIENCE_S = 0.3
"""Maximum wait for the history; without it the tests begin as if there were none."""

NOT_KEPT = N_("The history cannot be kept: {reason}")
SET_ASIDE = N_("The history was damaged. It is set aside as {file}, and a new one is begun.")


class HistoryStore(QObject):
    """The runs on this station. Without a folder there are none, and none is stored.

    `storage_failed` is emitted with a message id and its facts when the history cannot be read or written.
    """

    storage_failed = Signal(str, dict)

    def __init__(self, folder: Path | None = None, days_kept: int = 0) -> None:
        super().__init__()
        self.folder = folder
        self._days_kept = days_kept
        self._worker = DiskWorker("history")
        self._read: Future[tuple[Run, ...]] | None = None
        self._added: tuple[Run, ...] = ()

    def runs(self, since: datetime) -> Sequence[Run]:
        """Return the runs since then, oldest first; none if the disk takes longer than `PATIENCE_S`.

        The file is read once, the first time; later calls add the runs of this window, whenever they were.
        """
        if self.folder is None:
            return ()
        if self._read is None:
            self._read = self._worker.submit(self._runs, self.folder, since)
        try:
            return (*self._read.result(PATIENCE_S), *self._added)
        except TooLateError:
            return ()

    def add(self, run: Run) -> None:
        """Store the run in the background, in place of one that was started at the same time."""
        if self.folder:
            self._added = (*(each for each in self._added if each.started_at != run.started_at), run)
            self._worker.submit(self._keep, self.folder, run)

    def add_mends(self, mends: Sequence[MadeMend], made_at: datetime) -> None:
        """Store mends in the background for the next report."""
        if self.folder and mends:
            self._worker.submit(self._keep_mends, self.folder, mends, made_at)

    def close(self, within_s: float = FINISHES_WITHIN_S) -> None:
        """Wait until everything is written, with a time limit in case the disk hangs."""
        self._worker.finish(within_s)

    def _runs(self, folder: Path, since: datetime) -> tuple[Run, ...]:
        from readiness.storage import history

        try:
            content = history.read(history.history_file(folder), since)
        except OSError as error:
            self.storage_failed.emit(NOT_KEPT, {"reason": reason_of(error)})
            return ()
        self._report_set_aside(content.set_aside)
        return content.runs

    def _keep(self, folder: Path, run: Run) -> None:
        from readiness.storage import history

        try:
            self._report_set_aside(history.add(history.history_file(folder), run, self._days_kept))
        except OSError as error:
            self.storage_failed.emit(NOT_KEPT, {"reason": reason_of(error)})

    def _keep_mends(self, folder: Path, mends: Sequence[MadeMend], made_at: datetime) -> None:
        from readiness.storage import history, mend_log

        try:
            mend_log.add(history.history_file(folder), mends, made_at, self._days_kept)
        except OSError as error:
            self.storage_failed.emit(NOT_KEPT, {"reason": reason_of(error)})

    def _report_set_aside(self, set_aside: Path | None) -> None:
        if set_aside:
            self.storage_failed.emit(SET_ASIDE, {"file": set_aside.name})
