"""Names of keys as they stand on the keyboard."""

from __future__ import annotations

import sys


def on_keyboard(text: str, system: str = sys.platform) -> str:
    """Return a text that names keys, on a Mac with the command key for Ctrl, as Qt maps it (Qt::ControlModifier)."""
    return text.replace("Ctrl+", "⌘") if system == "darwin" else text
