"""The routine meeting: all unanswered checklist items as one list, confirmed with one key."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from readiness.i18n import N_, Words
from readiness.model import Outcome
from readiness.ui.state.banner import Action
from readiness.ui.state.banner_of_state import banner_of
from readiness.ui.state.checklist_answers import assurances
from readiness.ui.state.state import State
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID, Size
from readiness.ui.widgets.layouts import fill

SHOWN = (Action.CONFIRM_ALL, Action.CONFIRM_LISTED)


class AssurancePanel(QFrame):
    """Shown if nothing has changed since the last go of the day. The banner's button (or Enter) confirms the list."""

    def __init__(self) -> None:
        super().__init__()
        theme.set_style(self, panel=True)
        self._title = theme.heading()
        self.list = theme.label(Size.TITLE)
        self._remarks = theme.label()
        theme.set_style(self._remarks, tone="remark")
        self._instructions = theme.label(Size.SMALL, muted=True)
        fill(
            QVBoxLayout(self),
            self._title,
            self.list,
            self._remarks,
            self._instructions,
            gap_px=GRID,
            margins_px=2 * GRID,
        )
        self.hide()

    def show_state(self, state: State, words: Words) -> bool:
        """Show the list if a single confirmation is enough; return whether it is."""
        shown = banner_of(state).action in SHOWN
        self.setVisible(shown)
        if not shown:
            return False
        self._title.setText(words(N_("You vouch for this meeting that:")))
        items = [item.words(words.language) for item in assurances(state)]
        self.list.setText("\n".join(f"•  {each.yes or each.text}" for each in items))
        remarks = [row for row in state.rows if row.finding.outcome is Outcome.WARN]
        self._remarks.setText(
            "\n".join(
                f"{words(row.check.title)}: {words(row.finding.headline, row.finding.measured)}" for row in remarks
            )
        )
        self._remarks.setVisible(bool(remarks))
        self._instructions.setText(words(N_("If something is not true: press 2 and answer one by one.")))
        return True
