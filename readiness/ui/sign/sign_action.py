"""Actions with the sign."""

from __future__ import annotations

import enum


class SignAction(enum.Enum):
    """Print it, save it as a file, fill a screen with it."""

    PRINT = "print"
    SAVE = "save"
    FILL = "fill"
