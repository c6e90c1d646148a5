"""How the microphone was classified, and the evidence for it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from readiness.checks.headset import ASKED, Measurement
from readiness.checks.headset.wording import DEVICE_CLASSES
from readiness.i18n import N_, Words
from readiness.ui.equipment.row_section import RowSection
from readiness.ui.state.check_rows import RowState
from readiness.ui.state.state import State
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID, Size
from readiness.ui.widgets.layouts import fill


class ClassificationSection(RowSection):
    """The device's class, and one line for each piece of evidence."""

    def __init__(self) -> None:
        super().__init__()
        self._taken_for = theme.label(Size.SMALL, bold=True)
        self.lines = theme.label(Size.SMALL)
        fill(QVBoxLayout(self), self._taken_for, self.lines, gap_px=GRID // 4)
        self.hide()

    def show_row(self, state: State, row: RowState, words: Words) -> None:  # noqa: ARG002  (every part is shown alike)
        """Show class and evidence; hide if nothing was classified."""
        measured = row.latest
        if not isinstance(measured, Measurement) or not measured.device_class:
            self.hide()
            return
        kind = words(DEVICE_CLASSES[measured.device_class])
        message = N_("The computer cannot tell what it is. This is what we know:")
        if measured.device_class not in ASKED:
            message = N_("We take it for {kind}. This is what says so:")
        self._taken_for.setText(words(message, {"kind": kind}))
        reasons = [words.value(each) for each in measured.evidence or ()]
        self.lines.setText("\n".join(f"•  {each[:1].upper()}{each[1:]}" for each in reasons))
        self.lines.setVisible(bool(reasons))
        self.show()
