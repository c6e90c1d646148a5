"""Override of a no-go, if the policy allows it: the person selects a reason from a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from readiness.i18n import N_, Words
from readiness.meeting_policy import Reason
from readiness.ui.state.state import State, is_overriding, may_override
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID
from readiness.ui.widgets.combo_box import ComboBox
from readiness.ui.widgets.layouts import fill

WORDS = {
    Reason.TRIED_ANOTHER_WAY: N_("I have tried it another way, and it works"),
    Reason.OTHER_EQUIPMENT: N_("I use other equipment in the meeting"),
    Reason.CANNOT_WAIT: N_("The patient cannot wait"),
    Reason.IT_HAS_AGREED: N_("IT support has agreed"),
}
PLACEHOLDER = N_("Choose a reason …")


class OverridePicker(QWidget):
    """`override_chosen` is emitted with the reason, or None when it is withdrawn."""

    override_chosen = Signal(object)

    def __init__(self, reasons: Sequence[Reason]) -> None:
        super().__init__()
        self._reasons = tuple(reasons)
        self._title = theme.label(wrap=False)
        self.choice = ComboBox()
        for _ in (None, *reasons):
            self.choice.addItem("")
        self.choice.activated.connect(self._choose)
        self._title.setBuddy(self.choice)
        row = fill(QHBoxLayout(self), gap_px=GRID)
        row.addWidget(self._title, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.choice)
        row.addStretch()

    def show_state(self, state: State, words: Words) -> None:
        """Show the list if an override is allowed, with the selected reason."""
        self.setVisible(may_override(state))
        self._title.setText(words(N_("Start all the same?")))
        self.choice.setAccessibleName(self._title.text())
        self.choice.setItemText(0, words(PLACEHOLDER))
        for index, reason in enumerate(self._reasons, 1):
            self.choice.setItemText(index, words(WORDS[reason]))
        chosen = state.override_consent.reason if state.override_consent and is_overriding(state) else None
        self.choice.setCurrentIndex(self._reasons.index(chosen) + 1 if chosen in self._reasons else 0)

    def _choose(self, index: int) -> None:
        self.override_chosen.emit(self._reasons[index - 1] if index else None)
