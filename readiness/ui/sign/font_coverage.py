"""Which characters a font can draw, so that a sign has no empty boxes on it."""

from __future__ import annotations

import unicodedata

from PySide6.QtGui import QFont, QTextLayout

_FOLLOWS = {"Mn", "Me", "Cf", "Sk"}
"""Unicode categories of characters that combine with the preceding one: marks, joiners, skin tones."""


def drawable(text: str, font: QFont) -> str:
    """Return `text` without the characters that neither `font` nor any other font on this computer can draw."""
    drawn, dropped = "", False
    for letter in text:
        if not (unicodedata.category(letter) in _FOLLOWS and (dropped or not drawn)):
            dropped = not _has(letter, font)
        drawn += "" if dropped else letter
    return " ".join(drawn.split())


def _has(letter: str, font: QFont) -> bool:
    layout = QTextLayout(letter, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return all(glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes())
