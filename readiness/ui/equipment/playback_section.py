"""Hear yourself: the last seconds of one's own voice, played from memory."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from readiness.checks import playback
from readiness.i18n import N_, Words
from readiness.ui.equipment.row_section import RowSection
from readiness.ui.state.check_rows import RowState
from readiness.ui.state.events import Wanted
from readiness.ui.state.state import State
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID, Size

NAME = playback.PROBE.name


class PlaybackSection(RowSection):
    """One button that plays and stops, and a sentence beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._plays = False
        self.button = QPushButton()
        self.button.clicked.connect(lambda: self.wished.emit(Wanted("" if self._plays else NAME)))
        self._says = theme.label(Size.SMALL, muted=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID + GRID // 2)
        row.addWidget(self.button)
        row.addWidget(self._says, 1)

    def show_row(self, state: State, row: RowState, words: Words) -> None:  # noqa: ARG002  (every part is shown alike)
        """Show whether there is a voice to hear, and whether it is played."""
        work = state.works.get(NAME)
        self.setVisible(work is not None)
        if work is None:
            return
        self._plays = state.wanted == NAME
        other = bool(state.wanted) and not self._plays
        self.button.setText(words(N_("Stop")) if self._plays else words(N_("Listen to yourself")))
        idle = state.heard is not None and not other and not state.leaving and not work.running
        self.button.setEnabled(self._plays or idle)
        self._says.setText(words(_says(state, plays=self._plays)))
        self.button.setAccessibleName(self.button.text())
        self.button.setAccessibleDescription(self._says.text())


def _says(state: State, *, plays: bool) -> str:
    if plays:
        return N_("This is how the patient hears you.")
    if state.heard is None:
        return N_("Read the sentence aloud first.")
    return N_("The last seconds of your voice. Nothing is saved.")
