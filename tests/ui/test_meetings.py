"""Whole meetings from the first check to Chrome, by the keyboard alone, on the real runner.

Chrome is a program that writes down how it was started, and whether a probe still ran then.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from acting_probes import CONNECT, EYE, LINK, SEE, Linked, pace, seconds
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from readiness.assets import asset
from readiness.checks import framing
from readiness.guideline.checklist import Answer
from readiness.guideline.loader import load
from readiness.host.browsers import GOOGLE_CHROME, Browser
from readiness.model import Level, Measured, Outcome, Policy, Probe, Request, Says
from readiness.service import Override, Reason, Service
from readiness.ui.banner import Action, banner
from readiness.ui.doors import doors
from readiness.ui.happenings import Step
from readiness.ui.main_window import Window
from readiness.ui.memory import Memory
from readiness.ui.setup import Setup
from readiness.ui.switch import Switch

PATIENCE_MS = 20_000
ADDRESS = "https://video.example.se/rum/7?a=b&c=d"
GUIDELINE = load(asset("guideline.toml"))
ORDINARY = Policy((Service(url=ADDRESS),))
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

WELL_FRAMED = {
    "left_share": 0.4,
    "top_share": 0.25,
    "width_share": 0.2,
    "height_share": 0.35,
    "right_eye_x_share": 0.45,
    "right_eye_y_share": 0.4,
    "left_eye_x_share": 0.55,
    "left_eye_y_share": 0.4,
    "crown_y_share": 0.2,
    "chest_heads": 2.0,
    "roll_deg": 0.0,
    "turned_ratio": 0.0,
}


def frame(faces: int) -> Iterator[Says]:
    while True:
        yield Measured(framing.Measurement(faces_count=faces, chest_in_view=True, **WELL_FRAMED))
        yield Level(-30.0, -20.0)
        pace()


def alone(_: Request) -> Iterator[Says]:
    yield from frame(1)


def in_company(_: Request) -> Iterator[Says]:
    yield from frame(2)


def fast(_: Request) -> Iterator[Says]:
    yield Measured(Linked(speed_mbps=1000.0))


def framed(run: Callable[[Request], Iterator[Says]]) -> Probe:
    return Probe(name="frame", run=run, yields=(framing.Measurement,), deadline_s=seconds)


FAST = Probe(name="connect", run=fast, yields=(Linked,), deadline_s=seconds)
CHECKS = (EYE, framing.CHECK, LINK)


@dataclass
class Station:
    """A workstation, with what the person at it does."""

    folder: Path
    qtbot: QtBot
    policy: Policy = ORDINARY
    probes: tuple[Probe, ...] = (SEE, framed(alone), FAST)
    now: datetime = MONDAY
    presses: int = 0
    window: Window = field(init=False)

    def open(self) -> Window:
        """Start the program, as the icon does."""
        chrome = Browser(product=GOOGLE_CHROME, program=self.folder / "chrome", version="156.0.0.0")
        chrome.program.write_text('#!/bin/sh\nprintf "%s\\n" "$#" "$@" >> "${0%chrome}started"\n')
        chrome.program.chmod(stat.S_IRWXU)
        self.window = Window(
            Setup(
                policy=self.policy,
                language="sv",
                doors=doors(ADDRESS, chrome),
                guideline=GUIDELINE,
                checks=CHECKS,
                probes=self.probes,
                memory=Memory(self.folder / "remembered.json"),
                now=lambda: self.now,
            )
        )
        self.qtbot.addWidget(self.window)
        with self.qtbot.waitExposed(self.window):
            self.window.show()
        self.window.test_all()
        self.wait_for_tests()
        return self.window

    def wait(self, until: Callable[[], bool]) -> None:
        def told() -> None:
            state = self.window.state
            assert until(), (banner(state).finding, [row.finding.code for row in state.rows], state.notice)

        self.qtbot.waitUntil(told, timeout=PATIENCE_MS)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.presses += 1
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifier)

    def yes_to_all(self) -> None:
        self.press(Qt.Key.Key_J, Qt.KeyboardModifier.ShiftModifier)

    def switch(self, name: str) -> None:
        """Go to that switch and turn it, and come back to the questions."""
        for _ in range(100):
            focused = self.window.focusWidget()
            if isinstance(focused, Switch) and name in focused.text():
                break
            self.press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
        self.press(Qt.Key.Key_Space)

    def question(self) -> str:
        """The question that has the keyboard."""
        assert self.window.room.checklist
        asked = self.window.room.checklist.questions
        focused = self.window.focusWidget()
        return next((name for name, each in asked.items() if focused and each.isAncestorOf(focused)), "")

    def answer_all(self) -> None:
        """Answer yes, one by one, to every question that is left."""
        self.window.go(Step.ROOM)
        for _ in range(40):
            if not self.question():
                return
            self.press(Qt.Key.Key_J)

    def wait_for_tests(self) -> None:
        self.wait(lambda: all(row.shown for row in self.window.state.rows))
        outcomes = {row.finding.code: row.finding.outcome for row in self.window.state.rows}
        assert max(outcomes.values()) <= Outcome.WARN, outcomes

    def wait_for_chrome(self) -> None:
        self.wait(lambda: self.window.state.departed)

    @property
    def started(self) -> list[str]:
        """How Chrome was started: the number of arguments and the arguments, for each time."""
        written = self.folder / "started"
        return written.read_text().splitlines() if written.exists() else []

    def close(self) -> None:
        self.window.close()


@pytest.fixture
def station(tmp_path: Path, qtbot: QtBot) -> Iterator[Station]:
    made = Station(tmp_path, qtbot)
    yield made
    made.close()


def test_an_ordinary_meeting(station: Station) -> None:
    window = station.open()
    assert banner(window.state).action is Action.TO_ROOM
    station.press(Qt.Key.Key_Return)
    assert window.state.step is Step.ROOM
    assert station.question() == "physical_not_needed"
    for expected in ("private", "work_clothes", "training", ""):
        station.yes_to_all()
        assert station.question() == expected
    assert window.focusWidget() is window.banner.button
    station.press(Qt.Key.Key_Return)
    station.wait_for_chrome()
    assert station.started == ["1", ADDRESS]
    assert not any(work.running for work in window.state.works.values())
    assert station.presses == 6


def test_the_second_meeting_of_the_day_takes_six_keys_and_asks_what_belongs_to_it(station: Station) -> None:
    window = station.open()
    station.answer_all()
    station.press(Qt.Key.Key_Return)
    station.wait_for_chrome()
    station.press(Qt.Key.Key_Return)
    assert not window.state.departed
    station.wait_for_tests()
    assert set(window.state.answers) == {"training"}
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
    station.policy = Policy((Service(url=ADDRESS), framing.Policy(outcomes={"several_people": "warn"})))
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
    assert "private" not in window.state.answers, "two faces were seen, so this is answered by itself"
    assert {"sign", "background"} <= window.state.answers.keys()
    station.answer_all()
    assert window.state.answers["private"] is Answer.YES
    assert banner(window.state).action is Action.TO_START, "there are remarks to read first"
    station.press(Qt.Key.Key_Return)
    assert window.state.step is Step.START
    assert window.focusWidget() is window.start.open_button
    station.press(Qt.Key.Key_Return)
    station.wait_for_chrome()
    assert station.started == ["1", ADDRESS]


def test_an_invitation_without_bankid(station: Station) -> None:
    window = station.open()
    station.press(Qt.Key.Key_Return)
    station.switch("BankID")
    station.answer_all()
    assert window.state.answers["identity_control"] is Answer.YES
    assert window.state.answers["reason_without_bankid"] is Answer.YES
    assert "bankid" not in {finding.check.removeprefix("room.") for finding in window.state.room}
    station.press(Qt.Key.Key_Return)
    station.wait_for_chrome()
    assert station.started == ["1", ADDRESS]


def test_what_is_kept_is_there_the_next_day_and_what_is_not_is_asked(station: Station) -> None:
    station.open()
    station.answer_all()
    station.close()
    station.now = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    assert set(station.open().state.answers) == {"training"}
    station.close()
    station.now = datetime(2027, 11, 23, 9, 30, tzinfo=UTC)
    assert not station.open().state.answers, "the policy asks again after a year"


def test_what_is_kept_names_nobody_and_holds_nothing_of_a_meeting(station: Station) -> None:
    station.open()
    station.window.room.sign.room.setText("Anna Andersson")
    station.answer_all()
    kept = (station.folder / "remembered.json").read_text()
    assert "Anna" not in kept
    for item in ("booked", "private", "badge", "enough_known"):
        assert item not in kept


def test_a_folder_that_cannot_be_written_loses_no_answer(station: Station) -> None:
    blocked = station.folder / "remembered.json"
    window = station.open()
    (blocked / "kept").mkdir(parents=True)
    station.answer_all()
    assert window.state.answers["training"] is Answer.YES
    assert "kan inte sparas" in window.words(window.state.notice) or "cannot be remembered" in window.state.notice


def test_a_no_go_is_passed_over_only_where_the_policy_allows_and_with_a_reason(station: Station) -> None:
    station.policy = Policy((Service(url=ADDRESS), Override(allowed=True, reasons=(Reason.CANNOT_WAIT,))))
    window = station.open()
    station.answer_all()
    window.go(Step.ROOM)
    assert window.room.checklist
    window.room.checklist.ask("badge")
    station.press(Qt.Key.Key_N)
    window.go(Step.START)
    assert not window.start.open_button.isEnabled()
    window.start.insist.choice.setFocus()
    station.press(Qt.Key.Key_Down)
    assert window.start.open_button.isEnabled()
    window.copy_for_support()
    copied = QApplication.clipboard().text()
    assert "room.badge.no: fail" in copied
    assert "override: cannot_wait" in copied
    window.go(Step.ROOM)
    window.room.checklist.ask("private")
    station.press(Qt.Key.Key_N)
    window.go(Step.START)
    assert not window.start.open_button.isEnabled(), "nobody may pass over a room where others hear"
    assert window.start.insist.isHidden()


def test_chrome_that_does_not_start_is_said(station: Station) -> None:
    window = station.open()
    (station.folder / "chrome").unlink()
    station.answer_all()
    station.press(Qt.Key.Key_Return)
    station.wait(lambda: bool(window.state.notice))
    assert not window.state.departed
    assert not station.started


def test_enter_on_a_button_presses_it(station: Station) -> None:
    window = station.open()
    window.go(Step.START)
    window.start.after.copy_button.setFocus()
    station.press(Qt.Key.Key_Enter)
    assert QApplication.clipboard().text().startswith("Readiness ")
    assert isinstance(window.focusWidget(), QAbstractButton)
