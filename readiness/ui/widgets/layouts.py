"""Filling a row or a column, whose parts touch and which has no margins unless it is told otherwise."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

Box = TypeVar("Box", bound=QBoxLayout)


def fill(
    box: Box,
    *parts: QWidget | QLayout | None,
    gap_px: int = 0,
    margins_px: int | tuple[int, int, int, int] = 0,
) -> Box:
    """Add the parts in order, and return the box; None takes what room is left.

    Args:
        box: a new `QHBoxLayout` or `QVBoxLayout`.
        parts: widgets and layouts.
        gap_px: distance between two parts.
        margins_px: all round, or on the left, above, on the right and below.
    """
    box.setSpacing(gap_px)
    box.setContentsMargins(*(margins_px if isinstance(margins_px, tuple) else 4 * (margins_px,)))
    for part in parts:
        if part is None:
            box.addStretch()
        elif isinstance(part, QWidget):
            box.addWidget(part)
        else:
            box.addLayout(part)
    return box
