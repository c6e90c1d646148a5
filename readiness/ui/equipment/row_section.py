"""A piece of an opened row that only some checks have."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from readiness.i18n import Words
from readiness.ui.state.check_rows import RowState
from readiness.ui.state.state import State


class RowSection(QFrame):
    """Shows what it is about, or hides. `wished` is what the person does with it, as the window hears it."""

    wished = Signal(object)

    def show_row(self, state: State, row: RowState, words: Words) -> None:
        """Show the part as it is in `state`."""
        raise NotImplementedError

    def take_focus(self) -> bool:
        """Put the keyboard where a person is asked; False when nobody is asked here."""
        return False
