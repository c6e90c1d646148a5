"""The equipment page on a common laptop: every row is visible without scrolling."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from readiness.checks import ALL, PROBES
from readiness.i18n import Words
from readiness.model import Policy
from readiness.ui.equipment.equipment_page import EquipmentPage
from readiness.ui.state.state import begin
from readiness.ui.theme import theme

LAPTOP_PX = (1366, 510)
"""1366 × 768 less the task bar, the title, the banner, the steps and the footer."""


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_row_is_visible(language: str, qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply_theme(application)
    state = begin(ALL, PROBES, Policy(), None, language)
    page = EquipmentPage(state, Policy(), {})
    qtbot.addWidget(page)
    page.resize(*LAPTOP_PX)
    page.show_state(state, Words(language))
    page.show()
    QApplication.processEvents()
    for area in page.findChildren(QScrollArea):
        assert area.verticalScrollBar().maximum() == 0
