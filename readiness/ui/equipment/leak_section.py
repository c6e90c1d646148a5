"""The leak test: does the sound stay in the headset? It is audible, so it runs only when the person starts it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from readiness.checks import leak
from readiness.i18n import N_, Words
from readiness.model import Finding, Outcome
from readiness.ui.equipment.row_section import RowSection
from readiness.ui.state.check_rows import RowState
from readiness.ui.state.events import ProbeRequested
from readiness.ui.state.outcome_tone import OF_OUTCOME, WORDS, Tone
from readiness.ui.state.state import State, finding_of, waits
from readiness.ui.theme import theme
from readiness.ui.theme.accessibility import say
from readiness.ui.theme.outcome_icon import OutcomeIcon
from readiness.ui.theme.theme import GRID, Size

NAME = leak.PROBE.name
SAYS = N_("You will hear a short, soft whistle. Wear the headset and keep quiet for two seconds.")


class LeakSection(RowSection):
    """The test's button, what the person will hear, and the result.

    Args:
        announce: reads a text out to who does not see the result that the button has brought.
    """

    def __init__(self, announce: Callable[[QWidget, str], None] = say) -> None:
        super().__init__()
        self._announce = announce
        self._tests = False
        self.button = QPushButton()
        self.button.clicked.connect(lambda: self.event_raised.emit(ProbeRequested("" if self._tests else NAME)))
        self._explanation = theme.label(Size.SMALL, muted=True)
        self._icon = OutcomeIcon(2 * GRID)
        self.result = theme.label(Size.SMALL)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID + GRID // 2)
        grid.setVerticalSpacing(GRID // 2)
        grid.addWidget(self.button, 0, 0, 1, 2)
        grid.addWidget(self._explanation, 0, 2)
        grid.addWidget(self._icon, 1, 0)
        grid.addWidget(self.result, 1, 1, 1, 2)
        grid.setColumnStretch(2, 1)

    def show_row(self, state: State, row: RowState, words: Words) -> None:  # noqa: ARG002  (every part is shown alike)
        """Show whether the test is available or running, and its result."""
        status = state.probes.get(NAME)
        self.setVisible(status is not None)
        if status is None:
            return
        tested, self._tests = self._tests, state.requested_probe == NAME
        other = bool(state.requested_probe) and not self._tests
        self.button.setText(words(N_("Stop")) if self._tests else words(N_("Test whether the sound leaks")))
        self.button.setEnabled(
            self._tests or not (other or status.running or state.meeting_requested or state.meeting_open)
        )
        self.button.setAccessibleName(self.button.text())
        self._explanation.setText(words(status.activity if self._tests and status.activity else SAYS))
        self.button.setAccessibleDescription(self._explanation.text())
        self._show_result(state, words)
        if tested and not self._tests and not self.result.isHidden():
            self._announce(self, self.result.accessibleName())

    def _show_result(self, state: State, words: Words) -> None:
        finding = finding_of(state, leak.CHECK.id)
        going_on = any(row.check.id == leak.CHECK.id and waits(state, row) for row in state.extra_rows)
        known = finding is not None and not going_on
        self._icon.setVisible(known)
        self.result.setVisible(known)
        if finding and known:
            tone = OF_OUTCOME[finding.outcome]
            self._icon.show_tone(tone)
            self.result.setText(_result_text(finding, words))
            theme.set_style(self.result, tone="" if tone is Tone.GOOD else tone.value)
            self.result.setAccessibleName(f"{words(WORDS[tone])}: {self.result.text()}")


def _result_text(finding: Finding, words: Words) -> str:
    headline = words(finding.headline, finding.measured)
    if finding.outcome is Outcome.PASS:
        return headline
    return f"{headline} {words(finding.remedy, finding.measured)}"
