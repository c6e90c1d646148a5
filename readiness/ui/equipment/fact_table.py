"""The measured values behind a finding: label, value and unit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from readiness.i18n import Words
from readiness.model import CheckMeasurement, Visibility, facts_of
from readiness.ui.state.value_format import NOT_MEASURED, fact_label, fact_text
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID, Size


class FactTable(QWidget):
    """Shows a measurement type's facts of visibility `LINE`; values that were not measured are omitted."""

    def __init__(self, measurement: type) -> None:
        super().__init__()
        self._facts = {
            name: each
            for name, each in facts_of(measurement).items()
            if each.label and each.visibility is Visibility.LINE
        }
        self._labels: dict[str, tuple[QLabel, QLabel]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for line, name in enumerate(self._facts):
            label, value = theme.label(Size.SMALL, muted=True), theme.label(Size.SMALL)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(label, line, 0)
            grid.addWidget(value, line, 1)
            self._labels[name] = (label, value)

    def show_facts(self, measured: CheckMeasurement | None, words: Words) -> bool:
        """Show the measured values; return False if there are none."""
        known = False
        for name, fact in self._facts.items():
            label, value = self._labels[name]
            text = fact_text(name, getattr(measured, name, None), words, fact)
            label.setText(fact_label(name, words(fact.label)))
            value.setText(text)
            for each in (label, value):
                each.setVisible(text != NOT_MEASURED)
            known = known or text != NOT_MEASURED
        return known
