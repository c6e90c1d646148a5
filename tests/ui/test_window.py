"""The whole window on the real runner, as a person meets it: keys, clicks, words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import psutil
import pytest
from fake_device_probes import CHECKS, HANG, PROBES, Brightness
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from readiness.assets import asset
from readiness.checks.registry import CheckGroup
from readiness.guideline.checklist import Answer
from readiness.guideline.loader import load
from readiness.meeting_policy import Service
from readiness.model import Outcome, Place, Policy, Verdict
from readiness.ui.session.system_actions import SystemActions
from readiness.ui.session.window_config import WindowConfig
from readiness.ui.state.banner import Action
from readiness.ui.state.banner_of_state import banner_of
from readiness.ui.state.events import Answered
from readiness.ui.state.step import Step
from readiness.ui.window.main_window import MainWindow

PATIENCE_MS = 15_000
ADDRESS = "https://meeting.example/"
GUIDELINE = load(asset("guideline.toml"))


@dataclass
class Outside:
    """Replaces the system and records the requests of the window."""

    places: list[Place] = field(default_factory=list)
    meetings: list[int] = field(default_factory=list)  # how many probes ran as each was opened
    trouble: str = ""
    running: Callable[[], int] = lambda: 0

    def open_place(self, place: Place) -> str:
        self.places.append(place)
        return self.trouble

    def open_meeting(self) -> str:
        self.meetings.append(self.running())
        return self.trouble


@pytest.fixture
def outside() -> Outside:
    return Outside()


@pytest.fixture
def setup(outside: Outside) -> WindowConfig:
    return WindowConfig(
        policy=Policy((Service(url=ADDRESS),)),
        language="sv",
        system_actions=SystemActions(
            places=frozenset(Place), open_place=outside.open_place, open_meeting=outside.open_meeting
        ),
        guideline=GUIDELINE,
        at_once=CheckGroup(CHECKS, PROBES),
    )


@pytest.fixture
def window(setup: WindowConfig, outside: Outside, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(setup)
    outside.running = lambda: sum(status.running for status in made.store.state.probes.values())
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def finding(window: MainWindow, check: str) -> str:
    return next(row.finding.code for row in window.store.state.rows if row.check.id == check)


def all_known(window: MainWindow) -> bool:
    return all(row.shown for row in window.store.state.rows)


def child_of(window: MainWindow) -> int:
    measured = next(row.latest for row in window.store.state.rows if row.check.id == "eye")
    assert isinstance(measured, Brightness)
    assert measured.process_id is not None
    return measured.process_id


def started(window: MainWindow, qtbot: QtBot) -> MainWindow:
    window.store.test_all()
    qtbot.waitUntil(lambda: all_known(window), timeout=PATIENCE_MS)
    return window


def test_nothing_is_go_before_anything_is_tested(window: MainWindow) -> None:
    assert window.banner.title.text() == "Testar …"
    assert banner_of(window.store.state).verdict is None


def test_checks_run_in_parallel_and_the_banner_shows_one_action(window: MainWindow, qtbot: QtBot) -> None:
    started(window, qtbot)
    assert window.banner.headline.text() == "Ear: You are quiet."
    assert window.banner.advice.text() == "Turn the microphone up."


def test_the_banners_button_opens_the_place_of_the_problem(window: MainWindow, outside: Outside, qtbot: QtBot) -> None:
    started(window, qtbot)
    QTest.mouseClick(window.banner.button, Qt.MouseButton.LeftButton)
    assert outside.places == [Place.SOUND]


def test_one_row_is_tested_again_alone(window: MainWindow, qtbot: QtBot) -> None:
    started(window, qtbot)
    before = child_of(window)
    row = window.equipment.rows["ear"]
    QTest.mouseClick(row.header, Qt.MouseButton.LeftButton)
    assert row.details.retest.isVisible()
    QTest.mouseClick(row.details.retest, Qt.MouseButton.LeftButton)
    assert banner_of(window.store.state).verdict is None
    qtbot.waitUntil(lambda: finding(window, "ear") == "ear.quiet", timeout=PATIENCE_MS)
    assert child_of(window) == before


def test_opening_a_row_moves_no_row_above_it(window: MainWindow, qtbot: QtBot) -> None:
    started(window, qtbot)
    tops = [row.y() for row in window.equipment.rows.values()]
    heights = {row.header.height() for row in window.equipment.rows.values()}
    QTest.mouseClick(window.equipment.rows["ear"].header, Qt.MouseButton.LeftButton)
    assert [row.y() for row in window.equipment.rows.values()][:2] == tops[:2]
    assert len(heights) == 1


def test_leaving_the_first_step_releases_the_devices_until_the_return(window: MainWindow, qtbot: QtBot) -> None:
    started(window, qtbot)
    process_id = child_of(window)
    QTest.keyClick(window, Qt.Key.Key_2)
    assert window.store.state.step is Step.ROOM
    qtbot.waitUntil(
        lambda: not any(status.running for status in window.store.state.probes.values()), timeout=PATIENCE_MS
    )
    assert not psutil.pid_exists(process_id)
    assert finding(window, "eye") == "eye.ok"
    QTest.keyClick(window, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: child_of(window) != process_id, timeout=PATIENCE_MS)


@pytest.mark.slow
def test_f5_tests_everything_again(window: MainWindow, qtbot: QtBot) -> None:
    started(window, qtbot)
    before = child_of(window)
    QTest.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: all_known(window) and child_of(window) != before, timeout=PATIENCE_MS)


def test_closing_kills_a_child_that_hangs(setup: WindowConfig, qtbot: QtBot) -> None:
    hanging = MainWindow(replace(setup, at_once=CheckGroup(CHECKS, (HANG, *PROBES[1:]))))
    qtbot.addWidget(hanging)
    hanging.show()
    hanging.store.test_all()
    qtbot.waitUntil(lambda: hanging.store.state.rows[0].latest is not None, timeout=PATIENCE_MS)
    process_id = child_of(hanging)
    hanging.close()
    assert not psutil.pid_exists(process_id)


def test_the_language_changes_while_the_program_runs(window: MainWindow) -> None:
    assert window.steps.buttons[Step.EQUIPMENT].text() in {"Teknik", "Equipment"}
    for action in window.steps.menu.menu().actions():
        if action.data() == "en":
            action.trigger()
    assert window.store.state.language == "en"
    assert window.steps.buttons[Step.EQUIPMENT].text() == "Equipment"
    window.store.go(Step.ROOM)
    assert window.room.checklist is not None
    question = window.room.checklist.questions["booked"]
    assert question.buttons[Answer.YES].text() == "Yes"


def test_the_whole_checklist_is_answered_by_letters_alone(window: MainWindow) -> None:
    window.store.go(Step.ROOM)
    assert window.room.checklist is not None
    window.room.checklist.ask("physical_not_needed")
    shown = [each for each in window.room.checklist.questions.values() if not each.isHidden()]
    for _ in shown:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_J)
    assert {each.outcome for each in window.store.state.room} == {Outcome.PASS}


def answer_all(window: MainWindow) -> None:
    for item in GUIDELINE.items:
        if item.asked:
            window.store.dispatch(Answered(item.id, Answer.YES))


def test_the_meeting_opens_when_every_device_is_free(setup: WindowConfig, outside: Outside, qtbot: QtBot) -> None:
    ready = MainWindow(replace(setup, at_once=CheckGroup((CHECKS[0], CHECKS[2]), (PROBES[0], PROBES[2]))))
    outside.running = lambda: sum(status.running for status in ready.store.state.probes.values())
    qtbot.addWidget(ready)
    ready.show()
    started(ready, qtbot)
    answer_all(ready)
    assert banner_of(ready.store.state).action is Action.TO_START
    QTest.mouseClick(ready.banner.button, Qt.MouseButton.LeftButton)
    assert ready.store.state.step is Step.START
    QTest.mouseClick(ready.start.open_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(outside.meetings), timeout=PATIENCE_MS)
    assert outside.meetings == [0]
    ready.close()


def test_no_go_opens_no_meeting(window: MainWindow, outside: Outside, qtbot: QtBot) -> None:
    started(window, qtbot)
    window.store.go(Step.START)
    QTest.mouseClick(window.start.open_button, Qt.MouseButton.LeftButton)
    assert not window.start.open_button.isEnabled()
    assert not outside.meetings


def test_text_copied_for_support_names_no_device(window: MainWindow, qtbot: QtBot) -> None:
    started(window, qtbot)
    window.copy_for_support()
    copied = QGuiApplication.clipboard().text()
    assert "ear.quiet: fail" in copied
    assert str(child_of(window)) not in copied.split()


def test_without_a_guideline_the_window_still_works_and_is_never_go(setup: WindowConfig, qtbot: QtBot) -> None:
    bare = MainWindow(replace(setup, guideline=None, notices=lambda _: ("The guideline cannot be read.",)))
    qtbot.addWidget(bare)
    bare.show()
    for step in Step:
        bare.store.go(step)
    assert banner_of(bare.store.state).verdict is None, "nothing has been tested yet"
    bare.store.test_all()
    qtbot.waitUntil(lambda: banner_of(bare.store.state).verdict is Verdict.NO_GO, timeout=PATIENCE_MS)
    bare.close()


@pytest.mark.parametrize("size", [(1024, 738), (960, 510)])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_window_is_whole_on_a_small_screen(
    setup: WindowConfig, size: tuple[int, int], language: str, qtbot: QtBot
) -> None:
    small = MainWindow(replace(setup, language=language))
    qtbot.addWidget(small)
    small.resize(*size)
    small.show()
    for step in Step:
        small.store.go(step)
        QApplication.processEvents()
        assert (small.width(), small.height()) == size
        for button in small.findChildren(QPushButton):
            assert not button.isVisible() or _fits(button)
    small.close()


def _fits(widget: QWidget) -> bool:
    return widget.width() >= widget.minimumSizeHint().width()
