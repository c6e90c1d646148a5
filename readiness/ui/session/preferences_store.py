"""The window's preferences, which last from one start to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal

from readiness.guideline.answer_retention import StoredAnswer
from readiness.guideline.checklist import Answer
from readiness.storage.preferences import ItemAnswer, Preferences, merge, read, write
from readiness.system_error import reason_of
from readiness.ui.session.disk_worker import FINISHES_WITHIN_S, DiskWorker
from readiness.ui.state.state import State


class PreferencesStore(QObject):
    """What a person has chosen and answered, in `current`. Without a file it lasts as long as the window.

    Changes take effect at once and are written in the background. `storage_failed` is emitted if that fails; they are
    written again with the next change. Changes by another window in the meantime are preserved.

    Args:
        path: the file.
        write: writes it; it may take as long as the disk takes.

    Attributes:
        current: with every change of this window, also one that could not be written.
        unreadable: why it could not be read; empty if it could.
        set_aside: where a damaged file was moved to, when there was one.
    """

    storage_failed = Signal()

    def __init__(self, path: Path | None = None, write: Callable[[Path, Preferences], None] = write) -> None:
        super().__init__()
        self._path, self._write = path, write
        self._worker = DiskWorker("preferences")
        self.current = Preferences()
        self.unreadable = ""
        self.set_aside: Path | None = None
        if path:
            try:
                loaded = read(path)
            except OSError as problem:
                self.unreadable = reason_of(problem)
            else:
                self.current, self.set_aside = loaded.preferences, loaded.set_aside
        self._kept = self.current

    def keep(self, **changes: object) -> None:
        """Change fields of `current` and store them on the station.

        A file that cannot be read is not overwritten.
        """
        self.current = msgspec.structs.replace(self.current, **changes)
        if self._path:
            self._worker.submit(self._keep, self._path)

    def close(self, within_s: float = FINISHES_WITHIN_S) -> None:
        """Wait until everything is written, with a time limit in case the disk hangs."""
        self._worker.finish(within_s)

    def _keep(self, path: Path) -> None:
        wanted = self.current
        if wanted == self._kept:
            return
        try:
            self._write(path, merge(read(path).preferences, self._kept, wanted))
        except OSError:
            self.storage_failed.emit()
        else:
            self._kept = wanted

    @property
    def answers(self) -> Mapping[str, StoredAnswer]:
        """The checklist's answers; unknown ones, from another version, are omitted."""
        known = {answer.value for answer in Answer}
        stored = self.current.checklist.items()
        return {item: StoredAnswer(Answer(each.answer), each.on) for item, each in stored if each.answer in known}

    def keep_answers(self, answers: Mapping[str, StoredAnswer]) -> None:
        """Replace the stored answers."""
        self.keep(checklist={item: ItemAnswer(answer=each.answer.value, on=each.on) for item, each in answers.items()})

    def store_changes(self, before: State, after: State) -> None:
        """Store the changes from `before` to `after` that must last."""
        if after.stored_answers != before.stored_answers:
            self.keep_answers(after.stored_answers)
        was, now = before.choices, after.choices
        if (was.chosen, was.answers) != (now.chosen, now.answers):
            self.keep(**now.fields_to_store())
        if before.language != after.language:
            self.keep(language=after.language)
