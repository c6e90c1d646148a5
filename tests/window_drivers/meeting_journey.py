"""Whole meetings in a real window: fake device probes, a Chrome that records its start, and a user's actions."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fake_device_probes import EYE, LINK, SEE, LinkSpeed, pace, seconds
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from readiness.assets import asset
from readiness.checks import alone, framing
from readiness.checks.registry import CheckGroup
from readiness.guideline.loader import load
from readiness.host.browser.browser import GOOGLE_CHROME, Browser
from readiness.meeting_policy import Service
from readiness.model import Level, Measured, Outcome, Policy, Probe, ProbeMessage, Request
from readiness.ui.session.preferences_store import PreferencesStore
from readiness.ui.session.system_actions import system_actions
from readiness.ui.session.window_config import WindowConfig
from readiness.ui.state.banner_of_state import banner_of
from readiness.ui.state.step import Step
from readiness.ui.widgets.toggle_switch import ToggleSwitch
from readiness.ui.window.main_window import MainWindow

PATIENCE_MS = 20_000
ADDRESS = "https://video.example.se/rum/7?a=b&c=d"
GUIDELINE = load(asset("guideline.toml"))
ORDINARY = Policy((Service(url=ADDRESS),))
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

WELL_FRAMED: dict[str, Any] = {
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


def frame(faces: int) -> Iterator[ProbeMessage]:
    while True:
        yield Measured(framing.Measurement(faces_count=faces, chest_in_view=True, **WELL_FRAMED))
        yield Measured(alone.Measurement(faces_count=faces, doubtful_count=0))
        yield Level(-30.0, -20.0)
        pace()


def one_person(_: Request) -> Iterator[ProbeMessage]:
    yield from frame(1)


def in_company(_: Request) -> Iterator[ProbeMessage]:
    yield from frame(2)


def fast(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(LinkSpeed(speed_mbps=1000.0))


def framed(run: Callable[[Request], Iterator[ProbeMessage]]) -> Probe:
    return Probe(name="frame", run=run, yields=(framing.Measurement, alone.Measurement), deadline_s=seconds)


FAST = Probe(name="connect", run=fast, yields=(LinkSpeed,), deadline_s=seconds)
CHECKS = (EYE, framing.CHECK, alone.CHECK, LINK)


@dataclass
class Station:
    """A workstation with a window, and the actions of the person in front of it."""

    folder: Path
    qtbot: QtBot
    policy: Policy = ORDINARY
    probes: tuple[Probe, ...] = (SEE, framed(one_person), FAST)
    now: datetime = MONDAY
    presses: int = 0
    window: MainWindow = field(init=False)
    preferences: PreferencesStore = field(init=False)

    def open(self) -> MainWindow:
        """Start the program, as the icon does."""
        chrome = Browser(product=GOOGLE_CHROME, program=self.folder / "chrome", version="156.0.0.0")
        chrome.program.write_text('#!/bin/sh\nprintf "%s\\n" "$#" "$@" >> "${0%chrome}started"\n')
        chrome.program.chmod(stat.S_IRWXU)
        self.preferences = PreferencesStore(self.folder / "remembered.json")
        self.window = MainWindow(
            WindowConfig(
                policy=self.policy,
                language="sv",
                system_actions=system_actions(ADDRESS, chrome),
                guideline=GUIDELINE,
                at_once=CheckGroup(CHECKS, self.probes),
                preferences=self.preferences,
                now=lambda: self.now,
            )
        )
        self.qtbot.addWidget(self.window)
        with self.qtbot.waitExposed(self.window):
            self.window.show()
        self.window.store.test_all()
        self.wait_for_tests()
        return self.window

    def wait(self, until: Callable[[], bool]) -> None:
        def condition() -> None:
            state = self.window.store.state
            assert until(), (banner_of(state).finding, [row.finding.code for row in state.rows], state.notice)

        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.presses += 1
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifier)

    def yes_to_all(self) -> None:
        self.press(Qt.Key.Key_J, Qt.KeyboardModifier.ShiftModifier)

    def switch(self, name: str) -> None:
        """Move the focus to the switch with this name and toggle it."""
        for _ in range(100):
            focused = self.window.focusWidget()
            if isinstance(focused, ToggleSwitch) and name in focused.text():
                break
            self.press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
        self.press(Qt.Key.Key_Space)

    def question(self) -> str:
        """The name of the question that has the keyboard focus; empty when none has."""
        assert self.window.room.checklist
        questions = self.window.room.checklist.questions
        focused = self.window.focusWidget()
        return next((name for name, each in questions.items() if focused and each.isAncestorOf(focused)), "")

    def answer_all(self) -> None:
        """Answer yes to every remaining question, one by one."""
        self.window.store.go(Step.ROOM)
        for _ in range(40):
            if not self.question():
                return
            self.press(Qt.Key.Key_J)

    def wait_for_tests(self) -> None:
        self.wait(lambda: all(row.shown for row in self.window.store.state.rows))
        outcomes = {row.finding.code: row.finding.outcome for row in self.window.store.state.rows}
        assert max(outcomes.values()) <= Outcome.WARN, outcomes

    def wait_for_chrome(self) -> None:
        self.wait(lambda: self.window.store.state.meeting_open)

    @property
    def started(self) -> list[str]:
        """The arguments of each start of Chrome, preceded by their number."""
        written = self.folder / "started"
        return written.read_text().splitlines() if written.exists() else []

    def stored(self) -> str:
        """What has been written to the preferences' file; it is written in the background."""
        self.preferences.close(PATIENCE_MS / 1000)
        return (self.folder / "remembered.json").read_text()

    def close(self) -> None:
        self.window.close()
        self.preferences.close(PATIENCE_MS / 1000)
