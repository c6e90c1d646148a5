"""Two parts of a page beside and below each other, and the pages that have them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QStyle, QStyleOptionFrame
from pytestqt.qtbot import QtBot

from readiness.assets import asset
from readiness.checks.registry import AT_ONCE
from readiness.guideline.checklist import Answer
from readiness.guideline.loader import load
from readiness.i18n import Words
from readiness.meeting_policy import Override, Service
from readiness.model import Policy
from readiness.ui.room.room_page import RoomPage
from readiness.ui.start.start_page import StartPage
from readiness.ui.state.initial_state import initial_state
from readiness.ui.theme import theme
from readiness.ui.widgets.split_view import SplitView

GUIDELINE = load(asset("guideline.toml"))
BESIDE_CURSOR_PX = 6
"""Qt keeps 2 pixels free on both sides of a field's text; and one for each side's rounding at 200 %."""

MOMENT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def test_views_are_side_by_side_if_wide_and_stacked_if_narrow(qtbot: QtBot) -> None:
    main, beside = QLabel("main"), QLabel("beside")
    main.setMinimumHeight(200)
    beside.setMinimumHeight(300)
    sides = SplitView(main, beside)
    qtbot.addWidget(sides)
    sides.resize(1100, 500)
    sides.show()
    QApplication.processEvents()
    corner = beside.mapTo(sides, beside.rect().topLeft())
    assert corner.x() > main.geometry().right()
    assert sides.verticalScrollBar().maximum() == 0
    sides.resize(683, 300)
    QApplication.processEvents()
    assert beside.mapTo(sides, beside.rect().topLeft()).y() > main.geometry().bottom()
    assert main.width() > 600
    assert sides.verticalScrollBar().maximum() > 0, "and it can be reached"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_examples_in_the_signs_fields_are_whole_in_a_low_window(language: str, qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply_theme(application)
    page = RoomPage(GUIDELINE)
    qtbot.addWidget(page)
    page.resize(960, 256)
    page.show_state(initial_state(AT_ONCE, Policy(), GUIDELINE, language), Words(language))
    page.show()
    QApplication.processEvents()
    for field in page.findChildren(QLineEdit):
        inside = QStyleOptionFrame()
        field.initStyleOption(inside)
        room = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, inside, field).width()
        assert field.fontMetrics().horizontalAdvance(field.placeholderText()) + BESIDE_CURSOR_PX <= room


@pytest.mark.parametrize("width_px", [683, 880, 1100])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_nothing_on_the_room_page_is_wider_than_the_page(width_px: int, language: str, qtbot: QtBot) -> None:
    page = RoomPage(GUIDELINE)
    qtbot.addWidget(page)
    page.resize(width_px, 340)
    page.show_state(initial_state(AT_ONCE, Policy(), GUIDELINE, language), Words(language))
    page.show()
    QApplication.processEvents()
    assert page.checklist
    for question in page.checklist.questions.values():
        for button in question.buttons.values():
            if button.isVisible():
                assert button.width() >= button.minimumSizeHint().width()
                assert button.mapTo(page, button.rect().topRight()).x() < width_px


def test_yes_and_no_are_aligned_in_columns(qtbot: QtBot) -> None:
    page = RoomPage(GUIDELINE)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show_state(initial_state(AT_ONCE, Policy(), GUIDELINE, "sv"), Words("sv"))
    page.show()
    QApplication.processEvents()
    assert page.checklist
    visible = [each for each in page.checklist.questions.values() if each.isVisible()]
    for answer in ("Ja", "Nej"):
        lefts = {
            button.mapTo(page, button.rect().topLeft()).x()
            for each in visible
            for button in each.buttons.values()
            if button.text() == answer
        }
        assert len(lefts) == 1


def test_tab_reaches_yes_and_skips_not_applicable(qtbot: QtBot) -> None:
    page = RoomPage(GUIDELINE)
    qtbot.addWidget(page)
    page.show_state(initial_state(AT_ONCE, Policy(), GUIDELINE, "sv"), Words("sv"))
    page.show()
    assert page.checklist
    before, sign = (page.checklist.questions[name] for name in ("private", "sign"))
    before.why.setFocus()
    with qtbot.waitActive(page):
        page.activateWindow()
    QTest.keyClick(before.why, Qt.Key.Key_Tab)
    assert sign.buttons[Answer.YES].hasFocus()


def test_room_page_reports_missing_questions(qtbot: QtBot) -> None:
    page = RoomPage(None)
    qtbot.addWidget(page)
    page.show_state(initial_state(AT_ONCE, Policy(), None, "en"), Words("en"))
    page.show()
    assert "cannot be shown" in " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    assert page.sign.print_button.isVisible()


@pytest.mark.parametrize("height_px", [200, 300, 600])
def test_meeting_button_is_visible_without_scrolling(height_px: int, qtbot: QtBot) -> None:
    page = StartPage(GUIDELINE, Service(), Override())
    qtbot.addWidget(page)
    state = initial_state(AT_ONCE, Policy(), GUIDELINE, "sv")
    page.show_state(state, Words("sv"), MOMENT)
    page.resize(880, height_px)
    page.show()
    QApplication.processEvents()
    assert page.rect().contains(page.open_button.mapTo(page, page.open_button.rect().bottomRight()))


def test_second_part_can_be_put_on_top_where_they_are_stacked(qtbot: QtBot) -> None:
    main, beside = QLabel("main"), QLabel("beside")
    sides = SplitView(main, beside)
    qtbot.addWidget(sides)
    sides.resize(500, 500)
    sides.show()

    def heights() -> tuple[int, int]:
        QApplication.processEvents()
        at = [part.mapTo(sides, part.rect().topLeft()).y() for part in (main, beside)]
        return at[0], at[1]

    assert heights()[0] < heights()[1]
    sides.put_beside_first(first=True)
    assert heights()[0] > heights()[1]
    sides.resize(1100, 500)
    QApplication.processEvents()
    assert beside.mapTo(sides, beside.rect().topLeft()).x() > main.geometry().right(), "side by side nothing changes"
