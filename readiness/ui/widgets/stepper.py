"""A small number, from 1, between two buttons of full size; Qt's own arrows are half the minimum size of a target.

The style sheet makes those arrows 0 px wide, because with Qt's `NoButtons` a styled field has no room for its number.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSpinBox, QWidget

from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID, TARGET_PX
from readiness.ui.widgets.layouts import fill


class Stepper(QWidget):
    """`number` is the field, which takes the keyboard; `fewer` and `more` are for the pointer."""

    def __init__(self, most: int, fewer: str, more: str) -> None:
        super().__init__()
        self.number = QSpinBox(minimum=1, maximum=most)
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.setFixedHeight(theme.scaled(TARGET_PX) - 2)
        self.number.setMinimumWidth(theme.scaled(7 * GRID))
        self.fewer, self.more = QPushButton("−"), QPushButton("+")
        row = fill(QHBoxLayout(self), gap_px=GRID // 2)
        for button, name, steps in ((self.fewer, fewer, -1), (self.more, more, 1)):
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setFixedSize(theme.scaled(5 * GRID), self.number.height())
            button.clicked.connect(lambda _=False, by=steps: self.number.stepBy(by))
        self.number.valueChanged.connect(self._follow)
        for part in (self.fewer, self.number, self.more):
            row.addWidget(part)
        row.addStretch()
        self.setFocusProxy(self.number)
        self._follow()

    def _follow(self) -> None:
        self.fewer.setEnabled(self.number.value() > self.number.minimum())
        self.more.setEnabled(self.number.value() < self.number.maximum())
