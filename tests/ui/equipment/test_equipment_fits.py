"""The equipment page on a common laptop: every row is visible without scrolling."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from readiness.checks import headset
from readiness.checks.mends import MEND_TEXTS
from readiness.checks.registry import AFTERWARDS, AT_ONCE
from readiness.i18n import Words
from readiness.model import Policy
from readiness.ui.equipment.equipment_page import EquipmentPage
from readiness.ui.state.initial_state import initial_state
from readiness.ui.theme import theme

NARROW_PX = 1240
"""The window as it opens."""

LAPTOP_PX = (1366, 510)
"""1366 × 768 less the task bar, the title, the banner, the steps and the footer."""

FULL_HD_AT_200_PERCENT_PX = (960, 256)
"""1920 × 1080 at 200 %, less the same."""


@pytest.fixture
def application() -> Iterator[QApplication]:
    """The application in the window's style; what a test does to its text is undone."""
    made = QApplication.instance()
    assert isinstance(made, QApplication)
    theme.apply_theme(made)
    before = made.font()
    yield made
    made.setFont(before)


@pytest.mark.usefixtures("application")
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_row_is_visible(language: str, qtbot: QtBot) -> None:
    state = initial_state(
        AT_ONCE,
        Policy(),
        None,
        language,
        afterwards=AFTERWARDS,
    )
    page = EquipmentPage(state, {})
    qtbot.addWidget(page)
    page.resize(*LAPTOP_PX)
    page.show_state(state, Words(language))
    page.show()
    QApplication.processEvents()
    for area in page.findChildren(QScrollArea):
        assert area.verticalScrollBar().maximum() == 0, (
            "rows that are this many pixels lower in sum would all be visible"
        )


@pytest.mark.usefixtures("application")
@pytest.mark.parametrize("language", ["sv", "en"])
def test_only_the_list_scrolls_in_a_low_window(language: str, qtbot: QtBot) -> None:
    state = initial_state(AT_ONCE, Policy(), None, language)
    page = EquipmentPage(state, {})
    qtbot.addWidget(page)
    page.resize(*FULL_HD_AT_200_PERCENT_PX)
    page.show_state(state, Words(language))
    page.show()
    QApplication.processEvents()
    scrolling = [area for area in page.findChildren(QScrollArea) if area.verticalScrollBar().maximum()]
    assert [area.isAncestorOf(page.picture) for area in scrolling] == [False]


@pytest.mark.usefixtures("application")
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_buttons_of_an_opened_row_make_it_no_wider_than_its_place(language: str, qtbot: QtBot) -> None:
    words = Words(language)
    state = initial_state(AT_ONCE, Policy(), None, language)
    opened = tuple(replace(row, opened=row.check is headset.CHECK) for row in state.rows)
    page = EquipmentPage(replace(state, rows=opened), {})
    qtbot.addWidget(page)
    page.resize(NARROW_PX, 560)
    page.show_state(replace(state, rows=opened), words)
    page.show()
    details = page.rows[headset.CHECK.id].details
    wide = []
    for mend, undone in itertools.product(MEND_TEXTS.values(), repeat=2):
        for button, text in ((details.mend, mend.button), (details.undo, undone.undo)):
            button.setText(words(text))
            button.show()
        QApplication.processEvents()
        needed_px = details.minimumSizeHint().width()
        places = [area for area in page.findChildren(QScrollArea) if area.isAncestorOf(details)]
        if needed_px > min(each.viewport().width() for each in places):
            wide.append((mend.button, undone.undo, needed_px))
    assert wide == []


@pytest.mark.parametrize("width_px", [640, 1366, 1920])
def test_text_at_200_percent_makes_no_page_wider_than_the_window(
    width_px: int, application: QApplication, qtbot: QtBot
) -> None:
    large = application.font()
    large.setPointSizeF(2 * theme.MIN_BODY_PT)
    application.setFont(large)
    state = initial_state(AT_ONCE, Policy(), None, "sv")
    page = EquipmentPage(state, {})
    qtbot.addWidget(page)
    page.resize(width_px, 510)
    page.show_state(state, Words("sv"))
    page.show()
    QApplication.processEvents()
    for area in page.findChildren(QScrollArea):
        inside = area.widget()
        assert inside is not None
        assert inside.minimumSizeHint().width() <= area.viewport().width()
