"""The main window: receives events of the engine and the person, holds the state, and shows it."""

from __future__ import annotations

import time
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractButton

from readiness.checks import headset
from readiness.i18n import N_
from readiness.meeting_service import Service
from readiness.model import Device, Event, Level, Place, Preview, Request
from readiness.station import Station
from readiness.ui.equipment.equipment_page import EquipmentPage
from readiness.ui.session.meeting_launcher import MeetingLauncher
from readiness.ui.session.probe_runner import ProbeRunner
from readiness.ui.session.qt_words import QtWords
from readiness.ui.session.test_session import TestSession
from readiness.ui.session.window_config import WindowConfig, first_state
from readiness.ui.state.banner_of_state import banner_of
from readiness.ui.state.checklist_answers import remember
from readiness.ui.state.events import (
    AllRetested,
    DeviceChosen,
    MeetingOpened,
    MeetingRefused,
    NextMeeting,
    NoticeShown,
    ProbeStarting,
    Step,
    StepChanged,
    Tick,
    WindowEvent,
    WindowHidden,
)
from readiness.ui.state.probe_schedule import busy, measuring, probes_of
from readiness.ui.state.reducer import apply
from readiness.ui.state.state import State, row_of
from readiness.ui.state.support_summary import for_support
from readiness.ui.state.visible_change import is_visible_change
from readiness.ui.theme.theme import Theme
from readiness.ui.window.banner_actions import act
from readiness.ui.window.base_window import BaseWindow
from readiness.ui.window.footer import out_of_force
from readiness.ui.window.keys import connect_keys
from readiness.ui.window.mend_controller import MendController
from readiness.ui.window.pages import Pages
from readiness.ui.window.state_effects import perform_effects

if TYPE_CHECKING:  # imported when first shown, since the first paint needs none of them
    from readiness.ui.help.pages import ReadingPages
    from readiness.ui.room.room_page import RoomPage
    from readiness.ui.sign.sign_actions import SignActions
    from readiness.ui.start.start_page import StartPage

TICK_MS = 200
SOON_MS = 250
"""Interval in milliseconds for showing quickly changing values, since painting is expensive."""

NOT_KEPT = N_("Your answer counts now, but cannot be remembered on this computer.")


class MainWindow(BaseWindow):
    """The main window. Everything shown is derived from `state`, which changes only by applying events."""

    def __init__(self, setup: WindowConfig) -> None:
        super().__init__(setup.guideline)
        self._setup, self.preferences, self.now = setup, setup.preferences, setup.now
        self._service = setup.policy.of(Service)
        self.words = setup.words(setup.language)
        self.launcher = MeetingLauncher(lambda: setup.system_actions.open_meeting(self._service.url))
        self.state = remember(first_state(setup), self.now().date())
        self.engine = ProbeRunner((*setup.checks, *setup.extra_checks), self.dispatch)
        request = Request(live=True, devices_only=True, policy=setup.policy)
        self._testing = TestSession(self.engine, setup.history, request, setup.now)
        self.mend_controller = MendController(self)
        self._qt_words = QtWords(self)
        self._timer = QTimer(self, interval=TICK_MS)
        self._soon = QTimer(self, interval=SOON_MS, singleShot=True)
        self.pages = Pages(self.state, setup)
        self.insert_pages(self.pages)
        self._connect()
        self.restore_place(setup.preferences.remembered.window)
        self.show_now()

    @property
    def equipment(self) -> EquipmentPage:
        """Step 1."""
        return self.pages.equipment

    @property
    def room(self) -> RoomPage:
        """Step 2."""
        return self.pages.room

    @property
    def start(self) -> StartPage:
        """Step 3."""
        return self.pages.start

    @cached_property
    def sign_actions(self) -> SignActions:
        """Actions with the sign."""
        from readiness.ui.sign.sign_actions import SignActions

        return SignActions(self, self.room.sign, self.dispatch)

    @cached_property
    def reading(self) -> ReadingPages:
        """The reading pages: help, shortcuts, problems, about."""
        from readiness.ui.help.pages import ReadingPages

        setup = self._setup
        return ReadingPages(self, (*setup.checks, *setup.extra_checks), setup.guideline, setup.log)

    def _connect(self) -> None:
        self.banner.action_requested.connect(lambda: act(self, banner_of(self.state)))
        self.launcher.opened.connect(self._meeting_opened)
        self.steps.step_chosen.connect(self.go)
        self.steps.retest_all_requested.connect(self.test_all)
        self.equipment.speech_requested.connect(self.banner.announcer.ask)
        self.equipment.retest_requested.connect(self.retest)
        self.equipment.chosen.connect(self._choose)
        self.equipment.place_requested.connect(self.open_place_of)
        self.equipment.mend_requested.connect(self.mend_controller.mend)
        self.equipment.undo_requested.connect(self.mend_controller.undo)
        self.equipment.help_requested.connect(lambda check: self.help(row_of(self.state, check).finding.code))
        self.pages.event_raised.connect(self.dispatch)
        self.pages.sign_requested.connect(lambda use: self.sign_actions.do(use))  # noqa: PLW0108  (made when first used)
        self.pages.copied.connect(self.copy_for_support)
        self.pages.finished.connect(self.banner.button.setFocus)
        self.preferences.storage_failed.connect(lambda: self.dispatch(NoticeShown(NOT_KEPT)))
        self._setup.history.storage_failed.connect(lambda says, facts: self.dispatch(NoticeShown(says, facts)))
        self._setup.history.read()
        self._timer.timeout.connect(lambda: self.dispatch(Tick()))
        self._soon.timeout.connect(self.show_now)
        connect_keys(self)

    def dispatch(self, event: WindowEvent) -> None:
        """Apply an event to the state, perform the resulting actions, and show the new state."""
        before = self.state
        self.state = apply(before, event, time.monotonic())
        if isinstance(event, Event):
            self.equipment.show_live(event)
            if isinstance(event.what, Preview | Level) and self.state.works == before.works:
                return
            compared = self._testing.update(self.state, event)
            self.state = apply(self.state, compared, self.state.now_s) if compared else self.state
        self._remember(before)
        perform_effects(self)
        if is_visible_change(event, before, self.state):
            self.show_now()
        elif not self._soon.isActive():
            self._soon.start()

    def _remember(self, before: State) -> None:
        self.preferences.follow(before, self.state)
        now, was = self.state.choices, before.choices
        if (now.answers, now.tones) != (was.answers, was.tones):
            for name in measuring(self.state, headset.Measurement):
                self.ask_probe(name, afresh=True)

    def _meeting_opened(self, refusal: str) -> None:
        self.dispatch(MeetingRefused(refusal) if refusal else MeetingOpened())
        self.banner.button.setFocus()

    def show_now(self) -> None:
        """Show the current state."""
        self._soon.stop()
        if self.words.language != self.state.language:
            self.words = self._setup.words(self.state.language)
        self._qt_words.set_language(self.state.language)
        words, state = self.words, self.state
        self.show_frame(state, banner_of(state), words, self._setup.notices)
        self.pages.show_state(state, words)
        self.menu.retranslate(words, Theme(self.preferences.remembered.theme), troubles=bool(self.troubles()))
        if not busy(state):
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def troubles(self) -> tuple[str, ...]:
        """Return messages about problems for IT."""
        return (*self._setup.notices, *out_of_force(self.state, self.words))

    def go(self, step: Step) -> None:
        """Open a step and focus the next question."""
        self.dispatch(StepChanged(step))
        if step is Step.ROOM and self.room.checklist:
            self.room.checklist.ask_first()
        elif step is Step.START and self.start.open_button.isEnabled():
            self.start.open_button.setFocus()
        else:
            self.setFocus()

    def prepare_next(self) -> None:
        """Discard everything about the last meeting, and repeat all tests."""
        self.dispatch(NextMeeting(self.now().date()))
        if self.room.checklist:
            self.room.checklist.to_top()
        self.setFocus()
        self.test_all()

    def test_all(self) -> None:
        """Restart all probes; this opens step 1, where camera and microphone may be in use."""
        if self.state.departed:
            self.dispatch(NextMeeting(self.now().date()))
        self.state = apply(self.state, AllRetested(self.now().date()), time.monotonic())
        self.to_equipment()
        self._testing.begin(self.state)
        for name, work in self.state.works.items():
            if not (work.on_request or work.late):
                self.ask_probe(name, afresh=True)
        self.show_now()

    def to_equipment(self) -> None:
        """Open step 1."""
        if self.state.step is not Step.EQUIPMENT:
            self.go(Step.EQUIPMENT)

    def retest(self, check: str) -> None:
        """Restart only the probe of that check."""
        probe = row_of(self.state, check).probe
        if self.state.works[probe].late:  # it needs the devices that step 1 keeps open
            self.go(Step.ROOM)
        else:
            self.to_equipment()
        self.ask_probe(probe, afresh=True)
        self.show_now()

    def _choose(self, device: Device, wanted: str) -> None:
        self.dispatch(DeviceChosen(device, wanted))
        for name in probes_of(self.state, device):
            self.ask_probe(name, afresh=True)
        self.show_now()

    def ask_probe(self, name: str, *, afresh: bool, again: bool = False) -> None:
        """Run that probe; `again`: because it took too long the last time."""
        self.state = apply(self.state, ProbeStarting(name, afresh=afresh, again=again), time.monotonic())
        self._testing.start(self.state, name, afresh=afresh)

    def open_place_of(self, check: str) -> None:
        """Open the system's settings page for the check's remedy."""
        place = row_of(self.state, check).finding.place
        if place:
            self.dispatch(NoticeShown(self.open_page(place)))

    def open_page(self, place: Place) -> str:
        """Open a settings page of the system; return a message if that fails."""
        return self._setup.system_actions.open_place(place)

    def help(self, code: str = "") -> None:
        """Open the help at `code`, or at the banner's finding."""
        shown = banner_of(self.state)
        self.reading.open_help(self.words, code or (shown.finding.code if shown.finding else ""))

    def choose_theme(self, theme: Theme) -> None:
        """Apply and store a theme."""
        self.preferences.keep(theme=theme.value)
        self.apply_theme(theme)
        self.show_now()

    def copy_for_support(self) -> None:
        """Copy the summary for IT support to the clipboard."""
        unit = self.preferences.remembered.sign_unit or self._setup.policy.of(Station).unit
        QGuiApplication.clipboard().setText(for_support(self.state, self.words, self.now(), unit))
        self.dispatch(NoticeShown(N_("Copied. Paste it in your message to IT support.")))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Press the focused button on Enter, or else the banner's."""
        if self.take_enter(event, QAbstractButton):
            return
        if self.state.step is Step.EQUIPMENT and self.focusWidget() in (self, None):
            self.equipment.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  (Qt's own name)
        """Release camera and microphone while the window is minimised."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange and self.isMinimized() is not self.state.hidden:
            self.dispatch(WindowHidden(self.isMinimized()))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  (Qt's own name)
        """Release all devices before the window closes."""
        self._timer.stop()
        self._soon.stop()
        self.preferences.keep(window=self.place())
        self._testing.finish(self.state)
        self.engine.close()
        self.launcher.close()
        self.mend_controller.close()
        self._setup.history.close()
        self.preferences.close()
        event.accept()
