"""What a person can ask for in an opened row; the window knows how each is done."""

from __future__ import annotations

import enum


class RowAction(enum.Enum):
    """The buttons of an opened row."""

    MEND = enum.auto()
    UNDO = enum.auto()
    OPEN_SETTINGS = enum.auto()
    RETEST = enum.auto()
    HELP = enum.auto()
