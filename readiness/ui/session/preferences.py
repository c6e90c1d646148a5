"""What the window remembers from one start to the next: one object reads it, changes it and keeps it. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from readiness.guideline.answer_retention import Given
from readiness.guideline.checklist import Answer
from readiness.storage.preferences import ItemAnswer, Remembered, merge, read, write
from readiness.ui.state.state import State


class PreferencesStore:
    """Everything that is remembered, in `remembered`. Without a file it lasts as long as the window.

    Attributes:
        remembered: what is known now.
        trouble: why it could not be read or kept; empty when it could.
        set_aside: where a damaged file was moved to, when there was one.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self.remembered = Remembered()
        self.trouble = ""
        self.set_aside: Path | None = None
        if path:
            try:
                found = read(path)
            except OSError as problem:
                self.trouble = problem.strerror or type(problem).__name__
            else:
                self.remembered, self.set_aside = found.remembered, found.set_aside

    def keep(self, **changes: Any) -> bool:
        """Change fields of `remembered` and keep them on the station; False when they could not be kept there.

        What another window has kept meanwhile stays. A file that cannot be read just now is not written over.
        """
        before, self.remembered = self.remembered, msgspec.structs.replace(self.remembered, **changes)
        if self._path is None:
            return True
        try:
            self.remembered = merge(read(self._path).remembered, before, self.remembered)
            write(self._path, self.remembered)
        except OSError as problem:
            self.trouble = problem.strerror or type(problem).__name__
            return False
        return True

    @property
    def answers(self) -> Mapping[str, Given]:
        """The checklist's answers. One that this program does not know is left out."""
        known = {answer.value for answer in Answer}
        kept = self.remembered.checklist.items()
        return {item: Given(Answer(each.answer), each.on) for item, each in kept if each.answer in known}

    def keep_answers(self, answers: Mapping[str, Given]) -> bool:
        """Keep these instead; False when they could not be kept on the station."""
        return self.keep(
            checklist={item: ItemAnswer(answer=each.answer.value, on=each.on) for item, each in answers.items()}
        )

    def follow(self, before: State, after: State) -> bool:
        """Keep what has changed and is to last; False when it could not be kept on the station."""
        kept = after.given == before.given or self.keep_answers(after.given)
        was, now = before.choices, after.choices
        if (was.chosen, was.answers) != (now.chosen, now.answers):
            kept = self.keep(**now.to_remember()) and kept
        if before.language != after.language:
            kept = self.keep(language=after.language) and kept
        return kept
