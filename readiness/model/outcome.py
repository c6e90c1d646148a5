"""The outcome of a check and the verdict for the workstation."""

from __future__ import annotations

import enum
from typing import Literal

OutcomeWord = Literal["pass", "warn", "fail", "not_assessed"]


class Outcome(enum.IntEnum):
    """The outcome of a check, ordered so that `max()` gives the worst."""

    PASS = 0
    WARN = 1
    FAIL = 2
    NOT_ASSESSED = 3

    @property
    def word(self) -> OutcomeWord:
        """The name in reports."""
        return OUTCOME_WORDS[self]


OUTCOME_WORDS: tuple[OutcomeWord, ...] = ("pass", "warn", "fail", "not_assessed")


class Verdict(enum.Enum):
    """The result for the whole workstation; the value is the word used in reports."""

    GO = "go"
    GO_WITH_REMARKS = "go_with_remarks"
    NO_GO = "no_go"
