"""Whole meetings from the first check to Chrome, by the keyboard alone, on the real runner.

Chrome is a program that writes down how it was started, and whether a probe still ran then.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fake_device_probes import CONNECT, SEE
from meeting_journey import ADDRESS, Station, framed, in_company
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from readiness.guideline.checklist import Answer
from readiness.meeting_policy import Override, Reason, Service
from readiness.model import Policy
from readiness.ui.state.banner import Action
from readiness.ui.state.banner_of_state import banner_of
from readiness.ui.state.step import Step

pytestmark = pytest.mark.slow


@pytest.fixture
def station(tmp_path: Path, qtbot: QtBot) -> Iterator[Station]:
    made = Station(tmp_path, qtbot)
    yield made
    made.close()


def test_an_ordinary_meeting(station: Station) -> None:
    window = station.open()
    assert banner_of(window.store.state).action is Action.TO_ROOM
    station.press(Qt.Key.Key_Return)
    assert window.store.state.step is Step.ROOM
    assert station.question() == "physical_not_needed"
    for expected in ("private", "work_clothes", "training", ""):
        station.yes_to_all()
        assert station.question() == expected
    assert window.focusWidget() is window.banner.button
    station.press(Qt.Key.Key_Return)
    station.wait_for_chrome()
    assert station.started == ["1", ADDRESS]
    assert not any(status.running for status in window.store.state.probes.values())
    assert station.presses == 6


def test_second_meeting_of_the_day_takes_six_keys_and_asks_its_own_questions(station: Station) -> None:
    window = station.open()
    station.answer_all()
    station.press(Qt.Key.Key_Return)
    station.wait_for_chrome()
    station.press(Qt.Key.Key_Return)
    assert not window.store.state.meeting_open
    station.wait_for_tests()
    assert set(window.store.state.answers) == {"training"}
    before = station.presses
    station.press(Qt.Key.Key_Return)
    station.yes_to_all()
    station.yes_to_all()
    assert station.question() == "work_clothes"
    station.press(Qt.Key.Key_S)
    assert station.question() == "badge", "what belongs to this meeting is asked whatever was answered before"
    station.press(Qt.Key.Key_J)
    station.press(Qt.Key.Key_Return)
    station.wait(lambda: len(station.started) == 4)
    assert station.presses - before == 6


def test_distance_work_with_a_child_and_somebody_else_in_the_picture(station: Station) -> None:
    station.probes = (SEE, framed(in_company), CONNECT)
    window = station.open()
    station.press(Qt.Key.Key_Return)
    station.switch("distans")
    station.switch("minderårig")
    assert window.room.checklist
    window.room.checklist.ask_next()
    applying = {name for name, each in window.room.checklist.questions.items() if not each.isHidden()}
    assert {"guardian", "child", "child_record", "suitable_clothes", "distance_routines"} <= applying
    assert applying.isdisjoint({"work_clothes", "identity_control"})
    station.yes_to_all()
    assert station.question() == "private"
    station.yes_to_all()
    assert "private" not in window.store.state.answers, "two faces were seen, so this is answered by itself"
    assert {"sign", "background"} <= window.store.state.answers.keys()
    station.answer_all()
    assert window.store.state.answers["private"] is Answer.YES
    assert banner_of(window.store.state).action is Action.TO_START, "there are remarks to read first"
    station.press(Qt.Key.Key_Return)
    assert window.store.state.step is Step.START
    assert window.focusWidget() is window.start.open_button
    station.press(Qt.Key.Key_Return)
    station.wait_for_chrome()
    assert station.started == ["1", ADDRESS]


def test_an_invitation_without_bankid(station: Station) -> None:
    window = station.open()
    station.press(Qt.Key.Key_Return)
    station.switch("BankID")
    station.answer_all()
    assert window.store.state.answers["identity_control"] is Answer.YES
    assert window.store.state.answers["reason_without_bankid"] is Answer.YES
    assert "bankid" not in {finding.check.removeprefix("room.") for finding in window.store.state.room}
    station.press(Qt.Key.Key_Return)
    station.wait_for_chrome()
    assert station.started == ["1", ADDRESS]


def test_stored_answers_are_reused_the_next_day_and_others_asked(station: Station) -> None:
    station.open()
    station.answer_all()
    station.close()
    station.now = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    assert set(station.open().store.state.answers) == {"training"}
    station.close()
    station.now = datetime(2027, 11, 23, 9, 30, tzinfo=UTC)
    assert not station.open().store.state.answers, "the policy asks again after a year"


def test_stored_answers_contain_no_names_and_nothing_of_the_meeting(station: Station) -> None:
    station.open()
    station.window.room.sign.room.setText("Anna Andersson")
    station.answer_all()
    stored = station.stored()
    assert "training" in stored
    assert "Anna" not in stored
    for item in ("booked", "private", "badge", "enough_known"):
        assert item not in stored


def test_unwritable_folder_loses_no_answer(station: Station) -> None:
    window = station.open()
    shutil.rmtree(station.folder)
    station.folder.write_text("a file where the folder was")
    station.answer_all()
    assert window.store.state.answers["training"] is Answer.YES
    station.wait(lambda: "cannot be remembered" in window.store.state.notice)


def test_no_go_is_overridden_only_with_permission_and_reason(station: Station) -> None:
    station.policy = Policy((Service(url=ADDRESS), Override(allowed=True, reasons=(Reason.CANNOT_WAIT,))))
    window = station.open()
    station.answer_all()
    window.store.go(Step.ROOM)
    assert window.room.checklist
    window.room.checklist.ask("badge")
    station.press(Qt.Key.Key_N)
    window.store.go(Step.START)
    assert not window.start.open_button.isEnabled()
    window.start.insist.choice.setFocus()
    station.press(Qt.Key.Key_Down)
    assert window.start.open_button.isEnabled()
    window.copy_for_support()
    copied = QApplication.clipboard().text()
    assert "room.badge.no: fail" in copied
    assert "override: cannot_wait" in copied
    window.store.go(Step.ROOM)
    window.room.checklist.ask("private")
    station.press(Qt.Key.Key_N)
    window.store.go(Step.START)
    assert not window.start.open_button.isEnabled(), "nobody may pass over a room where others hear"
    assert window.start.insist.isHidden()


def test_failure_to_start_chrome_is_reported(station: Station) -> None:
    window = station.open()
    (station.folder / "chrome").unlink()
    station.answer_all()
    station.press(Qt.Key.Key_Return)
    station.wait(lambda: bool(window.store.state.refusal))
    assert window.banner.advice.text() == window.words(window.store.state.refusal)
    assert not window.store.state.meeting_open
    assert not station.started
    assert window.banner.button.text() == window.words(Action.OPEN_MEETING.value)


def test_enter_on_a_button_presses_it(station: Station) -> None:
    window = station.open()
    window.store.go(Step.START)
    window.start.outage.copy_button.setFocus()
    station.press(Qt.Key.Key_Enter)
    assert QApplication.clipboard().text().startswith("Readiness ")
    assert isinstance(window.focusWidget(), QAbstractButton)
