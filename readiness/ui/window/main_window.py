"""The window: it hears the engine and the person, keeps the one state, and shows it."""

from __future__ import annotations

import time
from datetime import date

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QFrame, QStackedWidget, QVBoxLayout, QWidget

from readiness.i18n import N_, Words
from readiness.model import Device, Event, Level, Preview, Request
from readiness.service import Override, Service
from readiness.station import Station
from readiness.ui.equipment.equipment_page import EquipmentPage, sentences
from readiness.ui.room.room_page import RoomPage
from readiness.ui.session.meeting_launcher import MeetingLauncher
from readiness.ui.session.probe_runner import ProbeRunner
from readiness.ui.session.test_session import DEVICE, TestSession
from readiness.ui.session.window_config import WindowConfig, first_state
from readiness.ui.sign.sign_actions import SignActions
from readiness.ui.start.start_page import StartPage
from readiness.ui.state.banner import Action, banner
from readiness.ui.state.checklist_answers import remember
from readiness.ui.state.events import (
    Asked,
    Chose,
    Departed,
    Halted,
    Insisted,
    LanguageChanged,
    Leaving,
    NextMeeting,
    Noticed,
    Step,
    StepChanged,
    Tick,
    Toggled,
    WindowEvent,
)
from readiness.ui.state.reducer import apply
from readiness.ui.state.state import State, busy, findings, insists, probes_of, row_of, to_begin, to_resume, to_stop
from readiness.ui.state.support_summary import for_support
from readiness.ui.theme import theme
from readiness.ui.theme.theme import Tone
from readiness.ui.widgets.notice_bar import NoticeBar
from readiness.ui.window.banner_view import BannerView
from readiness.ui.window.footer import Footer, out_of_force
from readiness.ui.window.menu import menu
from readiness.ui.window.step_bar import StepBar

TICK_MS = 200
SIZE = QSize(1100, 760)
LEAST = QSize(640, 340)
"""A screen of 1366 × 768 at 200 %, less the task bar and the title."""
NOT_KEPT = N_("Your answer counts now, but cannot be remembered on this computer.")


class MainWindow(QWidget):
    """Everything shown follows from `state`, which only `tell` changes."""

    def __init__(self, setup: WindowConfig) -> None:
        super().__init__()
        guideline = setup.guideline
        self._doors, self._memory, self._now = setup.system_actions, setup.memory, setup.now
        self._service = setup.policy.of(Service)
        self.words = Words(setup.language)
        self._departure = MeetingLauncher(lambda: setup.system_actions.open_meeting(self._service.url))
        self.state = remember(first_state(setup), self._today())
        self.engine = ProbeRunner((*setup.checks, *setup.extra_checks), self.tell)
        self._past = setup.past
        self._testing = TestSession(
            self.engine, setup.past, Request(live=True, devices_only=True, policy=setup.policy), setup.now
        )
        self.banner, self.steps = BannerView(), StepBar()
        self.equipment = EquipmentPage(self.state, setup.policy, sentences(guideline, setup.checks))
        self.room = RoomPage(guideline, setup.policy.of(Station).unit)
        self.start = StartPage(guideline, self._service, setup.policy.of(Override))
        self.sign_actions = SignActions(self, self.room.sign, self.tell)
        self._pages = QStackedWidget()
        self._troubles, self._notice = NoticeBar(Tone.REMARK), NoticeBar(Tone.WORKING)
        self._told_troubles = setup.notices
        self._footer = Footer(guideline)
        self._timer = QTimer(self, interval=TICK_MS)
        self._arrange()
        self._connect()
        self._show()

    def _arrange(self) -> None:
        for page in (self.equipment, self.room, self.start):
            self._pages.addWidget(page)
        line = QFrame(frameShape=QFrame.Shape.HLine)
        line.setFixedHeight(1)
        theme.set_style(line, rule=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.banner, self.steps, line, self._troubles):
            column.addWidget(part)
        column.addWidget(self._pages, 1)
        column.addWidget(self._notice)
        column.addWidget(self._footer)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocus()
        self.setMinimumSize(LEAST)
        self.resize(SIZE.boundedTo(self.screen().availableSize()))

    def _connect(self) -> None:
        self.banner.acted.connect(self._act)
        self._departure.opened.connect(self._meeting_opened)
        self.steps.went.connect(self.go)
        self.steps.retest_all.connect(self.test_all)
        self.equipment.toggled.connect(lambda check: self.tell(Toggled(check)))
        self.equipment.retested.connect(self.retest)
        self.equipment.chosen.connect(self._choose)
        self.equipment.place_asked.connect(self._open_place_of)
        self.equipment.wished.connect(self.tell)
        self.room.wished.connect(self.tell)
        self._past.troubled.connect(lambda says, facts: self.tell(Noticed(says, facts)))
        self._past.read()
        if self.room.checklist:
            self.room.checklist.finished.connect(self.banner.button.setFocus)
        self.start.opened.connect(lambda: self.tell(Leaving(now=True)))
        self.start.insisted.connect(lambda reason: self.tell(Insisted(reason)))
        self.start.after.copied.connect(self.copy_for_support)
        self._timer.timeout.connect(lambda: self.tell(Tick()))
        for step in Step:
            QShortcut(QKeySequence(str(int(step))), self, lambda each=step: self.go(each))
        QShortcut(QKeySequence(Qt.Key.Key_F5), self, self.test_all)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self, self.sign_actions.print)
        self._menu = menu(self, self.state.language, lambda language: self.tell(LanguageChanged(language)))
        self.steps.menu.setMenu(self._menu)

    def tell(self, event: WindowEvent) -> None:
        """The one way in: apply the event, do what follows from it, show the result."""
        before = self.state
        self.state = apply(before, event, time.monotonic())
        if isinstance(event, Event):
            self.equipment.hear(event, self.words)
            if isinstance(event.what, Preview | Level) and self.state.works == before.works:
                return
            compared = self._testing.hear(self.state, event)
            self.state = apply(self.state, compared, self.state.now_s) if compared else self.state
        self._remember(before)
        self._follow()
        self._show()

    def _remember(self, before: State) -> None:
        if not self._memory.follow(before, self.state):
            self.state = apply(self.state, Noticed(NOT_KEPT), self.state.now_s)
        if self.state.choices.answers != before.choices.answers:
            self._ask(row_of(self.state, DEVICE).probe, afresh=True)

    def _follow(self) -> None:
        for name in to_stop(self.state):
            if not self.state.works[name].resting:
                self.state = apply(self.state, Halted(name), self.state.now_s)
                self.engine.stop(name)
        for name in to_resume(self.state):
            self._ask(name, afresh=False)
        for name in to_begin(self.state):
            self._ask(name, afresh=True)
        free = not any(work.running for work in self.state.works.values())
        if self.state.leaving and free:
            self._departure.begin()

    def _meeting_opened(self, said: str) -> None:
        self.tell(Leaving(now=False) if said else Departed())
        self.tell(Noticed(said))
        self.banner.button.setFocus()

    def _show(self) -> None:
        if self.words.language != self.state.language:
            self.words = Words(self.state.language)
        words, state = self.words, self.state
        told = banner(state)
        self.setWindowTitle(words(N_("Readiness for care meetings")))
        self.banner.show_banner(told, words)
        self.steps.show_step(state.step, words)
        page = {Step.EQUIPMENT: self.equipment, Step.ROOM: self.room, Step.START: self.start}[state.step]
        if page is self.equipment:
            self.equipment.show_state(state, words)
        elif page is self.room:
            self.room.show_state(state, words)
        else:
            self.start.show_state(state, told, words, self._now())
        self._pages.setCurrentWidget(page)
        self._notice.say(words(state.notice, state.facts) if state.notice else "")
        self._footer.show_words(words, state.today)
        self._troubles.say(*self._told_troubles, *out_of_force(state, words))
        if not busy(state):
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def go(self, step: Step) -> None:
        """Open that step, with the keyboard where the next answer is."""
        self.tell(StepChanged(step))
        if step is Step.ROOM and self.room.checklist:
            self.room.checklist.ask_next()
        elif step is Step.START and self.start.open_button.isEnabled():
            self.start.open_button.setFocus()

    def _to_equipment(self) -> None:
        if self.state.step is not Step.EQUIPMENT:
            self.go(Step.EQUIPMENT)

    def prepare_next(self) -> None:
        """Forget what belonged to the last meeting, and test everything again."""
        self.tell(NextMeeting(self._today()))
        self.setFocus()
        self.test_all()

    def _today(self) -> date:
        return self._now().date()

    def test_all(self) -> None:
        """Run every probe afresh; that is done on the first step, where the camera and microphone may be open."""
        if self.state.departed:
            self.state = apply(self.state, NextMeeting(self._today()), self.state.now_s)
        self._to_equipment()
        self._testing.begin(self.state)
        for name, work in self.state.works.items():
            if not work.on_request:
                self._ask(name, afresh=True)
        self._show()

    def retest(self, check: str) -> None:
        """Run the probe of that check afresh, and no other."""
        self._to_equipment()
        self._ask(row_of(self.state, check).probe, afresh=True)
        self._show()

    def _choose(self, device: Device, wanted: str) -> None:
        self.tell(Chose(device, wanted))
        for name in probes_of(self.state, device):
            self._ask(name, afresh=True)
        self._show()

    def _ask(self, name: str, *, afresh: bool) -> None:
        self.state = apply(self.state, Asked(name, afresh=afresh), time.monotonic())
        self._testing.start(self.state, name, afresh=afresh)

    def _act(self) -> None:
        told = banner(self.state)
        match told.action:
            case Action.TO_EQUIPMENT:
                self.go(Step.EQUIPMENT)
            case Action.TO_ROOM:
                self.go(Step.ROOM)
            case Action.TO_ITEM if self.room.checklist and told.finding:
                self.room.checklist.ask(told.finding.check.removeprefix("room."))
            case Action.TO_START:
                self.go(Step.START)
            case Action.OPEN_MEETING:
                self.tell(Leaving(now=True))
            case Action.NEXT_MEETING:
                self.prepare_next()
            case Action.ANSWER if told.finding:
                self._to_equipment()
                self.equipment.ask(told.finding.check)
            case Action.OPEN_PLACE if told.finding:
                self._open_place_of(told.finding.check)
            case Action.RETEST if told.finding:
                self.retest(told.finding.check)

    def _open_place_of(self, check: str) -> None:
        place = row_of(self.state, check).finding.place
        if place:
            self.tell(Noticed(self._doors.open_place(place)))

    def copy_for_support(self) -> None:
        """Put the findings on the clipboard."""
        override = self.state.despite.reason if self.state.despite and insists(self.state) else None
        QGuiApplication.clipboard().setText(for_support(findings(self.state), override))
        self.tell(Noticed(N_("Copied. Paste it in your message to IT support.")))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Enter presses the button that has the keyboard; else it is the one next action."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if isinstance(focused, QAbstractButton):
            focused.click()
        elif self.banner.button.isVisible():
            self.banner.button.click()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  (Qt's own name)
        """Let every device go before the window is gone."""
        self._timer.stop()
        self._testing.finish(self.state)
        self.engine.close()
        self._departure.close()
        self._past.close()
        event.accept()
