"""The steps of preparing a meeting. No Qt."""

from __future__ import annotations

import enum


class Step(enum.IntEnum):
    """The three pages; the value is the key that opens the page."""

    EQUIPMENT = 1
    ROOM = 2
    START = 3
