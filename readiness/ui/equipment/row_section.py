"""A section of an opened row that only some checks have."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from readiness.i18n import Words
from readiness.ui.state.check_rows import RowState
from readiness.ui.state.state import State


class RowSection(QFrame):
    """Shows its content, or hides. `event_raised` is emitted with a `WindowEvent` for what the person does in it."""

    event_raised = Signal(object)

    def show_row(self, state: State, row: RowState, words: Words) -> None:  # noqa: ARG002  (for those that do)
        """Show the section as it is in `state`; one that has nothing to show is hidden."""
        self.hide()

    def take_focus(self) -> bool:
        """Focus the section's question; return False if it has none."""
        return False
