"""Where the keyboard is when the control that had it disappears."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from quiet_window import GUIDELINE, QuietWindow

from readiness.guideline.checklist import Answer
from readiness.ui.state.events import Answered, ProbeStarting, RowToggled, TestsExpired
from readiness.ui.state.step import Step


@pytest.fixture
def quiet(qtbot: QtBot) -> QuietWindow:
    made = QuietWindow(qtbot)
    made.all_well()
    return made


def settled(quiet: QuietWindow) -> None:
    quiet.window.show_now()
    QApplication.processEvents()


def test_enter_does_what_the_banner_offers_when_its_button_has_been_away(quiet: QuietWindow) -> None:
    window = quiet.window
    window.banner.button.setFocus()
    window.store.dispatch(ProbeStarting("picture", afresh=True))
    settled(quiet)
    assert not window.banner.button.isVisible()
    assert window.focusWidget() is window, "and no neighbour of the button"
    quiet.all_well()
    settled(quiet)
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert window.store.state.step is Step.ROOM


def test_keyboard_stays_in_the_row_when_a_button_in_it_disappears(quiet: QuietWindow) -> None:
    row = quiet.window.equipment.rows["microphone"]
    quiet.window.store.dispatch(RowToggled("microphone"))
    settled(quiet)
    row.details.retest.setFocus()
    row.details.retest.hide()
    assert quiet.window.focusWidget() is row.header


def test_keyboard_returns_to_the_window_when_the_list_is_folded(quiet: QuietWindow) -> None:
    window = quiet.window
    window.equipment.rows["camera"].header.setFocus()
    quiet.as_earlier_today()
    settled(quiet)
    assert not window.equipment.rows["camera"].isVisible()
    assert window.focusWidget() is window


def test_enter_tests_all_again_when_the_tests_have_expired_before_the_meeting(quiet: QuietWindow) -> None:
    window = quiet.window
    for item in GUIDELINE.items:
        window.store.dispatch(Answered(item.id, Answer.YES))
    window.store.go(Step.START)
    settled(quiet)
    assert window.focusWidget() is window.start.open_button
    window.store.dispatch(TestsExpired())
    settled(quiet)
    assert window.focusWidget() is window
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert window.store.state.step is Step.EQUIPMENT
    assert not window.store.state.expired
