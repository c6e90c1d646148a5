"""Tasks that a person has for the first time, by keyboard alone, and how many presses each may take."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QRadioButton
from pytestqt.qtbot import QtBot
from quiet_window import QuietWindow

from readiness.checks import camera, microphone
from readiness.door_sign import PaperSize, SignLanguage
from readiness.guideline.checklist import Answer
from readiness.model import Device
from readiness.ui.equipment.leak_section import LeakSection
from readiness.ui.help.reading_dialog import ReadingDialog
from readiness.ui.sign.sign_view import SignScreen
from readiness.ui.state.banner import Action
from readiness.ui.state.banner_of_state import banner_of
from readiness.ui.state.events import Answered, MeetingOpened
from readiness.ui.state.step import Step

pytestmark = pytest.mark.slow

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[QuietWindow]:
    made = QuietWindow(qtbot)
    made.all_well()
    yield made
    made.window.close()


def answer_all(desk: QuietWindow) -> None:
    checklist = desk.window.room.checklist
    assert checklist
    for name in checklist.questions:
        desk.window.store.dispatch(Answered(name, Answer.YES))


def test_why_no_go_is_read_without_a_key(desk: QuietWindow) -> None:
    desk.find(camera.CHECK, "black")
    desk.window.store.dispatch(Answered("booked", Answer.YES))
    desk.qtbot.waitUntil(lambda: "Kamera" in desk.window.banner.headline.text(), timeout=5000)
    assert desk.presses == 0


def test_the_next_action_is_one_key(desk: QuietWindow) -> None:
    desk.press(Qt.Key.Key_Return)
    assert desk.window.store.state.step is Step.ROOM
    assert desk.presses == 1


def test_the_whole_checklist_is_a_key_a_group(desk: QuietWindow) -> None:
    desk.press(Qt.Key.Key_2)
    checklist = desk.window.room.checklist
    assert checklist
    visible = {name for name, question in checklist.questions.items() if not question.isHidden()}
    while visible - set(desk.window.store.state.answers) and desk.presses < 9:
        desk.press(Qt.Key.Key_J, SHIFT)
    assert banner_of(desk.window.store.state).action is Action.OPEN_MEETING
    assert desk.presses <= 5


def test_one_no_and_changing_it_is_a_key_each(desk: QuietWindow) -> None:
    answer_all(desk)
    desk.window.store.dispatch(Answered("badge", Answer.NO))
    desk.press(Qt.Key.Key_2)
    desk.press(Qt.Key.Key_J)
    assert desk.window.store.state.answers["badge"] is Answer.YES
    assert desk.presses == 2


def test_help_is_one_key_and_opens_at_the_current_problem(desk: QuietWindow) -> None:
    desk.press(Qt.Key.Key_F1)
    page = QApplication.activeWindow()
    assert page is not None
    assert page is not desk.window
    assert desk.presses <= 2
    page.close()


def test_hear_yourself_is_one_key(desk: QuietWindow) -> None:
    desk.press(Qt.Key.Key_L)
    assert desk.window.store.state.requested_probe == "playback"
    assert desk.presses <= 2


def test_another_language_is_two_keys(desk: QuietWindow) -> None:
    desk.window.menu.popup(desk.window.pos())
    desk.presses += 1  # F10: a menu keeps the test's own loop while it is open
    desk.press(Qt.Key.Key_E, target=desk.window.menu)
    desk.window.menu.close()
    assert desk.window.store.state.language == "en"
    assert desk.presses <= 3


def test_another_microphone_is_two_keys(desk: QuietWindow) -> None:
    desk.press(Qt.Key.Key_M)
    desk.press(Qt.Key.Key_End)
    assert desk.window.store.state.choices.chosen == {Device.MICROPHONE: "key-b"}
    assert desk.presses <= 4


def test_the_sign_in_english_on_a5(desk: QuietWindow) -> None:
    desk.press(Qt.Key.Key_2)
    desk.press(Qt.Key.Key_D)
    desk.press(Qt.Key.Key_E)
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_End)
    desk.press(Qt.Key.Key_Up)
    sign = desk.window.room.sign.sign
    assert (sign.language, sign.size, sign.landscape) == (SignLanguage.ENGLISH, PaperSize.A5, False)
    assert desk.presses <= 6


def test_why_a_question_is_asked_is_one_key(desk: QuietWindow) -> None:
    desk.press(Qt.Key.Key_2)
    desk.press(Qt.Key.Key_V)
    checklist = desk.window.room.checklist
    assert checklist
    assert any(question.why.expanded for question in checklist.questions.values())
    assert desk.presses == 2


def test_one_row_is_found_by_arrows(desk: QuietWindow) -> None:
    for _ in range(list(desk.window.equipment.rows).index("headset") + 1):
        desk.press(Qt.Key.Key_Down)
    assert desk.window.equipment.rows["headset"].header.hasFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.window.equipment.rows["headset"].header.expanded


def test_text_copied_for_it_can_be_read_aloud(desk: QuietWindow) -> None:
    desk.find(microphone.CHECK, "denied_by_it")
    desk.window.copy_for_support()
    copied = QGuiApplication.clipboard().text()
    assert "2026-11-23 09:30" in copied
    assert "OK: Kamera" in copied
    assert "camera.ok: pass" in copied
    assert "Jabra" not in copied


def test_the_routine_meeting_is_one_key(desk: QuietWindow) -> None:
    desk.as_earlier_today()
    assert banner_of(desk.window.store.state).action is Action.CONFIRM_ALL
    listed = desk.window.equipment.assurances
    assert listed.isVisible()
    assert listed.list.text().count("•") >= 5
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.window.store.state.meeting_open, timeout=5000)
    assert desk.opened == ["https://video.example.se/"]
    assert desk.presses == 1


def test_enter_gives_no_answer_but_does_what_the_banner_offers(desk: QuietWindow) -> None:
    desk.all_well()
    desk.window.store.go(Step.ROOM)
    answers = desk.window.store.state.answers
    focused = desk.window.focusWidget()
    assert isinstance(focused, QRadioButton)
    desk.press(Qt.Key.Key_Return)
    assert desk.window.store.state.answers == answers
    answer_all(desk)
    focused.setFocus()
    assert banner_of(desk.window.store.state).action is Action.OPEN_MEETING
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.window.store.state.meeting_open, timeout=5000)


def test_the_next_meeting_is_one_key(desk: QuietWindow) -> None:
    answer_all(desk)
    desk.window.store.dispatch(MeetingOpened())
    desk.press(Qt.Key.Key_Return)
    assert not desk.window.store.state.meeting_open
    assert desk.window.store.state.step is Step.EQUIPMENT
    assert desk.presses == 1


def test_the_supports_number_is_one_key(desk: QuietWindow) -> None:
    desk.press(Qt.Key.Key_3)
    outage = desk.window.start.outage
    number = next(each for each in outage.findChildren(QLabel) if "010-473 71 00" in each.text())
    assert number.isVisible()
    assert not number.visibleRegion().isEmpty()
    assert desk.presses == 1


def test_everything_again_is_one_key(desk: QuietWindow) -> None:
    desk.press(Qt.Key.Key_F5)
    assert banner_of(desk.window.store.state).verdict is None
    assert desk.presses == 1


def test_one_test_again_is_an_arrow_and_a_letter(desk: QuietWindow) -> None:
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_R)
    running = [name for name, status in desk.window.store.state.probes.items() if status.running]
    assert running == [desk.window.store.state.rows[0].probe]
    assert desk.presses == 2


def test_whether_the_sound_leaks_is_tried_from_the_headsets_row(desk: QuietWindow) -> None:
    while not desk.window.equipment.rows["headset"].header.hasFocus():
        desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    leak = next(part for part in desk.window.equipment.rows["headset"].details.parts if isinstance(part, LeakSection))
    while not leak.button.hasFocus():
        desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Space)
    assert desk.window.store.state.requested_probe == "leak"
    assert desk.presses <= 17


def test_a_copy_for_it_is_two_keys(desk: QuietWindow) -> None:
    QGuiApplication.clipboard().clear()
    desk.window.menu.popup(desk.window.pos())
    desk.presses += 1  # F10
    desk.press(Qt.Key.Key_K, target=desk.window.menu)
    desk.window.menu.close()
    assert "camera.ok: pass" in QGuiApplication.clipboard().text()
    assert desk.presses <= 2


def test_the_log_is_two_keys(desk: QuietWindow) -> None:
    desk.window.menu.popup(desk.window.pos())
    desk.presses += 1  # F10
    desk.press(Qt.Key.Key_L, target=desk.window.menu)
    desk.window.menu.close()
    (page,) = (each for each in desk.window.findChildren(ReadingDialog) if each.isVisible())
    assert "Inget har stannat." in page.page.toPlainText()
    page.close()
    assert desk.presses <= 2


def test_the_sign_fills_the_screen_by_one_key(desk: QuietWindow) -> None:
    desk.press(Qt.Key.Key_F11)
    (sign,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, SignScreen))
    assert sign.isFullScreen()
    desk.press(Qt.Key.Key_Escape, target=sign)
    assert desk.presses <= 2


def test_negative_answer_is_asked_alone_in_the_routine_meeting(desk: QuietWindow) -> None:
    desk.window.store.dispatch(Answered("badge", Answer.NO))
    desk.as_earlier_today()
    assert banner_of(desk.window.store.state).action is Action.TO_ROOM
