"""Which letters a font can draw: a sign has no empty boxes on it."""

from __future__ import annotations

import unicodedata

from PySide6.QtGui import QFont, QTextLayout

_FOLLOWS = {"Mn", "Me", "Cf", "Sk"}
"""Categories of what belongs to the letter before it: marks, joiners, skin tones."""


def drawable(text: str, font: QFont) -> str:
    """`text` without the letters that neither `font` nor any other on this computer can draw."""
    kept, dropped = "", False
    for letter in text:
        if not (unicodedata.category(letter) in _FOLLOWS and (dropped or not kept)):
            dropped = not _has(letter, font)
        kept += "" if dropped else letter
    return " ".join(kept.split())


def _has(letter: str, font: QFont) -> bool:
    layout = QTextLayout(letter, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return all(glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes())
