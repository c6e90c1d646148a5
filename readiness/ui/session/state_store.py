"""The window's state: the only place where it changes, and what follows from each change."""

from __future__ import annotations

import time
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from readiness.checks import headset
from readiness.i18n import N_
from readiness.model import Device, Ended, Event, Place, Request
from readiness.ui.session.absence_watch import AbsenceWatch
from readiness.ui.session.camera_watch import CameraWatch
from readiness.ui.session.elapsed import Clocks
from readiness.ui.session.meeting_age import MeetingAge
from readiness.ui.session.meeting_launcher import MeetingLauncher
from readiness.ui.session.mend_controller import MendController
from readiness.ui.session.policy_watch import PolicyWatch
from readiness.ui.session.window_config import WindowConfig, first_state
from readiness.ui.state.checklist_answers import begin_meeting
from readiness.ui.state.events import (
    AllRetested,
    CameraChanged,
    DeviceChosen,
    MeetingOpened,
    MeetingRefused,
    NextMeeting,
    NoticeShown,
    ProbePaused,
    ProbeStarting,
    RepeatRequested,
    StepChanged,
    TestsExpired,
    Tick,
    WindowEvent,
    WindowHidden,
)
from readiness.ui.state.mend_state import availability_to_check
from readiness.ui.state.probe_schedule import (
    busy,
    measuring,
    probes_of,
    shows_retry,
    to_restart,
    to_resume,
    to_retry,
    to_start_afterwards,
    to_start_requested,
    to_stop,
)
from readiness.ui.state.reducer import apply
from readiness.ui.state.state import State, row_of
from readiness.ui.state.step import Step
from readiness.ui.state.visible_change import changes_nothing, is_visible_change

if TYPE_CHECKING:  # imported when the tests begin, after the first paint
    from readiness.ui.session.probe_runner import ProbeRunner
    from readiness.ui.session.round_runner import RoundRunner

TICK_MS = 200

NOT_KEPT = N_("Your answer counts now, but cannot be remembered on this computer.")


class StateStore(QObject):
    """Holds `state`, which changes only by events; runs the probes, the mends and the meeting that it calls for.

    `changed` carries whether the change must be shown at once, or may wait until somebody could read it. `step_changed`
    carries the `Step` that the person went to, also when it was open already. `probe_event_received` carries every
    event of a probe, also those that change no state, such as pictures and levels. `policy_changed` is emitted instead
    of a new round of tests when another policy is in force, which takes a new window.
    """

    changed = Signal(bool)
    step_changed = Signal(object)
    probe_event_received = Signal(object)
    policy_changed = Signal()

    def __init__(self, config: WindowConfig) -> None:
        super().__init__()
        self._config = config
        self._preferences, self._history = config.preferences, config.history
        self._system_actions, self._now = config.system_actions, config.now
        self.state: State = begin_meeting(first_state(config), self._now().date())
        self.mends = MendController(lambda: self.state, self._open_settings)
        self.launcher = MeetingLauncher(config.system_actions.open_meeting)
        self.policy_is_old = False
        clocks = Clocks(config.now, config.uptime_s)
        self._meeting_age = MeetingAge(clocks)
        self._policy_watch = PolicyWatch(config.policy_has_changed)
        self._absence_watch = AbsenceWatch(clocks)
        self._camera_watch = CameraWatch(config.policy)
        self._timer = QTimer(self, interval=TICK_MS)
        self._connect()

    @cached_property
    def _runner(self) -> ProbeRunner:
        from readiness.ui.session.probe_runner import ProbeRunner

        return ProbeRunner(self._config.every_check, self.dispatch)

    @cached_property
    def _rounds(self) -> RoundRunner:
        from readiness.ui.session.round_runner import RoundRunner

        request = Request(live=True, devices_only=True, policy=self._config.policy)
        return RoundRunner(self._runner, self._history, request, self._now)

    def _connect(self) -> None:
        self._timer.timeout.connect(lambda: self.dispatch(Tick()))
        self._absence_watch.expired.connect(lambda: self.dispatch(TestsExpired()))
        self._camera_watch.changed.connect(lambda judged: self.dispatch(CameraChanged(judged)))
        self.launcher.opened.connect(lambda why: self.dispatch(MeetingRefused(why) if why else MeetingOpened()))
        self.mends.event_raised.connect(self.dispatch)
        self.mends.retest_requested.connect(self.retest)
        self._preferences.storage_failed.connect(lambda: self.dispatch(NoticeShown(NOT_KEPT)))
        self._history.storage_failed.connect(lambda message, facts: self.dispatch(NoticeShown(message, facts)))

    def dispatch(self, event: WindowEvent) -> None:
        """Apply an event, and do what follows from the new state."""
        if isinstance(event, Event) and changes_nothing(self.state, event):
            self.probe_event_received.emit(event)
            return
        before = self.state
        if self._absence_watch.is_expired():
            self._apply(TestsExpired())
        self._apply(event)
        if isinstance(event, Event):
            self.probe_event_received.emit(event)
            compared = self._rounds.update(self.state, event)
            if compared:
                self._apply(compared)
        self._preferences.store_changes(before, self.state)
        self._judge_answers(before)
        self._follow_state()
        self._emit_changed(at_once=is_visible_change(event, before, self.state))
        if isinstance(event, StepChanged | NextMeeting):
            self.step_changed.emit(self.state.step)
        if isinstance(event, MeetingOpened):
            self._meeting_age.begin()
        if self.state.expired and _comes_back(event):
            self.test_all()
        elif event == WindowHidden(hidden=False):
            self._forget_old_meeting()

    def go(self, step: Step) -> None:
        """Open a step."""
        self.dispatch(StepChanged(step))

    def to_equipment(self) -> None:
        """Open step 1, unless it is open."""
        if self.state.step is not Step.EQUIPMENT:
            self.go(Step.EQUIPMENT)

    def test_all(self) -> None:
        """Restart all probes; this opens step 1, where camera and microphone may be in use.

        Another day is another meeting, unless its tests count past midnight.
        """
        if self._policy_watch.has_changed():
            self.policy_is_old = True
            self.policy_changed.emit()
            return
        today = self._now().date()
        if self.state.meeting_open or (self.state.today != today and not self._absence_watch.counts()):
            self.dispatch(NextMeeting(today))
        self._apply(AllRetested(today))
        self.to_equipment()
        self._rounds.begin(self.state)
        for name, status in self.state.probes.items():
            if not (status.on_request or status.runs_afterwards):
                self._start(name, afresh=True)
        self._emit_changed()

    def note_use(self, *, in_use: bool) -> None:
        """Note that the person works in one of the program's windows, or in another program."""
        if self._absence_watch.is_expired():
            self.dispatch(TestsExpired())
        self._absence_watch.note_use(in_use=in_use)
        self._absence_watch.follow(self.state)
        if in_use and not self.state.hidden:
            self._forget_old_meeting()
        is_seen = self.state.step is Step.EQUIPMENT and not self.state.hidden  # a reminder's dialog may stand alone
        if in_use and self.state.expired and is_seen:
            self.test_all()

    def retest(self, check: str) -> None:
        """Restart only the probe of that check; one that runs afterwards waits for the devices of the others.

        Where all tests have expired, all are begun anew.
        """
        if self.state.expired:
            self.test_all()
            return
        probe = row_of(self.state, check).probe
        if self.state.probes[probe].runs_afterwards:
            self.dispatch(RepeatRequested(probe))
            if self.state.step is Step.EQUIPMENT:
                self.go(Step.ROOM)
            return
        self.to_equipment()
        self._start(probe, afresh=True)
        self._emit_changed()

    def choose_device(self, device: Device, wanted: str) -> None:
        """Test another device from now on; `wanted` is the key or address that opens it."""
        self.dispatch(DeviceChosen(device, wanted))
        if self.state.expired:
            self.test_all()
            return
        for name in probes_of(self.state, device):
            self._start(name, afresh=True)
        self._emit_changed()

    def prepare_next(self) -> None:
        """Discard everything about the last meeting, and repeat all tests."""
        self.dispatch(NextMeeting(self._now().date()))
        self.test_all()

    def open_settings_of(self, check: str) -> None:
        """Open the system's settings page for the check's remedy, if it has one."""
        place = row_of(self.state, check).finding.place
        if place:
            self._open_settings(place)

    def _forget_old_meeting(self) -> None:
        """Prepare the next meeting when the person comes back long after the last one."""
        if self.meeting_is_over():
            self.prepare_next()

    def meeting_is_over(self) -> bool:
        """Whether a meeting was opened, and so long ago that it is over."""
        return self.state.meeting_open and self._meeting_age.is_over()

    def tests_count(self) -> bool:
        """Whether there are tests, and they have not expired."""
        return self._absence_watch.counts()

    def close(self) -> None:
        """Release all devices, and wait until everything is written, with a time limit."""
        self._timer.stop()
        self._absence_watch.close()
        self._camera_watch.close()
        self._rounds.finish(self.state)
        self._runner.close()
        self.launcher.close()
        self.mends.close()
        self._history.close()
        self._preferences.close()

    def _open_settings(self, place: Place, message: str = "") -> None:
        """Open a settings page of the system; show why it could not be opened, or else the message."""
        self.dispatch(NoticeShown(self._system_actions.open_place(place) or message))

    def _apply(self, event: WindowEvent) -> None:
        self.state = apply(self.state, event, time.monotonic())

    def _emit_changed(self, *, at_once: bool = True) -> None:
        self._absence_watch.follow(self.state)
        self._camera_watch.follow(self.state)
        if not busy(self.state):
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
        self.changed.emit(at_once)

    def _judge_answers(self, before: State) -> None:
        """Judge the headset again when the person has answered something about it."""
        now, was = self.state.choices, before.choices
        if (now.answers, now.tones) != (was.answers, was.tones):
            for name in measuring(self.state, headset.Measurement):
                self._start(name, afresh=True)

    def _start(self, name: str, *, afresh: bool, again: bool = False) -> None:
        """Run that probe, or once Chrome has released its device; `again`: because it took too long the last time."""
        self._apply(ProbeStarting(name, afresh=afresh, again=again))
        if self.state.probes[name].running:
            self._rounds.start(self.state, name, afresh=afresh)

    def _follow_state(self) -> None:
        """Stop, start and retry probes as the state requires, and open the meeting once every device is free."""
        for name in to_stop(self.state):
            if not self.state.probes[name].paused:
                self._apply(ProbePaused(name))
                if not self._runner.stop(name):  # the voice, held back until the headset is known
                    self._apply(Event(name, Ended()))
        for name in to_resume(self.state):
            self._start(name, afresh=False)
        for name in (*to_start_requested(self.state), *to_start_afterwards(self.state), *to_restart(self.state)):
            self._start(name, afresh=True)
        for name in to_retry(self.state):
            self._start(name, afresh=shows_retry(self.state, name), again=True)
        for wanted in availability_to_check(self.state):
            self._apply(wanted)
            self.mends.check_availability(wanted)
        if self.state.meeting_requested and not any(status.running for status in self.state.probes.values()):
            self.launcher.begin()


def _comes_back(event: WindowEvent) -> bool:
    """Whether the person comes back to where the devices are measured, or to a window that was not seen."""
    return event in (StepChanged(Step.EQUIPMENT), WindowHidden(hidden=False))
