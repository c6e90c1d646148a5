"""When probes stop, go on, try again and start afresh, as the state alone says it."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

import pytest
from acting_probes import CHECKS, PROBES, Limits, Seen, seconds

from readiness.checks import headset, microphone
from readiness.model import Ended, Event, Judged, Level, Policy, Preview, Probe, Started
from readiness.ui.state.events import (
    MeetingOpened,
    ProbePaused,
    ProbeStarting,
    Step,
    StepChanged,
    Tick,
    WindowEvent,
    WindowHidden,
)
from readiness.ui.state.probe_schedule import (
    LONGEST_RETRY_S,
    busy,
    retry_after_s,
    shows_retry,
    to_begin_late,
    to_restart,
    to_resume,
    to_retry,
    to_stop,
)
from readiness.ui.state.reducer import apply
from readiness.ui.state.state import State, Work, begin, interrupted, waits

EYE = CHECKS[0]
PLUG = Probe(name="plug", run=PROBES[0].run, yields=(headset.Measurement,), deadline_s=seconds)
VOICE = Probe(name="voice", run=PROBES[0].run, yields=(microphone.Measurement,), deadline_s=seconds)


def told(state: State, *events: WindowEvent, at: float = 0.0) -> State:
    return reduce(lambda before, event: apply(before, event, at), events, state)


def eyes() -> State:
    return told(begin((EYE,), PROBES[:1], Policy(), None, "en"), ProbeStarting("see", afresh=True))


def silent(state: State, at: float) -> State:
    gone = Judged(EYE.not_assessed("timed_out"), None, settled=True)
    return told(state, Event("see", gone), Event("see", Ended()), at=at)


def test_a_test_that_timed_out_tries_once_more_by_itself_and_says_so() -> None:
    state = silent(eyes(), at=30.0)
    assert to_retry(state) == ()
    assert busy(state), "time passing will start it again"
    later = told(state, Tick(), at=31.0)
    assert to_retry(later) == ("see",)
    assert shows_retry(later, "see")
    again = told(later, ProbeStarting("see", afresh=True, again=True), at=31.0)
    assert waits(again, again.rows[0])
    assert again.works["see"].failures == 1
    assert not shows_retry(silent(again, at=60.0), "see"), "what fails again stays red while it tries"


def test_a_fault_is_looked_at_again_by_itself_more_and_more_seldom() -> None:
    work = eyes().works["see"]
    waits_s = [retry_after_s(replace(work, failures=count)) for count in range(8)]
    assert waits_s == sorted(waits_s)
    assert waits_s[-1] == LONGEST_RETRY_S


@pytest.mark.parametrize("event", [StepChanged(Step.ROOM), WindowHidden(hidden=True), MeetingOpened()])
def test_nobody_watches_nothing_tries_again(event: WindowEvent) -> None:
    assert to_retry(told(silent(eyes(), at=30.0), event, at=90.0)) == ()


def test_a_hidden_window_lets_go_and_takes_up_again() -> None:
    state = told(eyes(), Event("see", Preview(1, 1, b"123")), WindowHidden(hidden=True))
    assert to_stop(state) == ("see",)
    state = told(state, ProbePaused("see"), Event("see", Ended()))
    assert waits(state, state.rows[0]), "its answer is still on its way"
    assert to_resume(state) == ()
    assert to_resume(told(state, WindowHidden(hidden=False))) == ("see",)


def test_a_test_broken_off_by_the_next_step_is_said_to_be() -> None:
    state = told(eyes(), Event("see", Preview(1, 1, b"123")), StepChanged(Step.ROOM))
    assert interrupted(state, state.rows[0])
    assert not waits(state, state.rows[0])
    assert waits(told(state, StepChanged(Step.EQUIPMENT)), state.rows[0])


def sound() -> State:
    checks = (headset.CHECK, microphone.CHECK)
    return told(begin(checks, (PLUG, VOICE), Policy(), None, "sv"), ProbeStarting("voice", afresh=True))


def plugged(device: str | None) -> Event:
    measured = headset.Measurement(id=device, name=device, device_class="call_headset", inputs=1)
    return Event("plug", Judged(headset.CHECK.judge(measured, headset.Policy()), measured, settled=True))


def test_the_microphone_follows_the_device_that_the_meeting_would_use() -> None:
    state = told(sound(), plugged("jabra"))
    assert to_restart(state) == ()
    assert to_restart(told(state, plugged("jabra"))) == ()
    other = told(state, plugged("usb"))
    assert to_restart(other) == ("voice",)
    assert to_restart(told(other, ProbeStarting("voice", afresh=True))) == ()


def test_a_headset_that_was_pulled_out_heals_both_rows_when_it_is_back() -> None:
    gone = told(sound(), plugged("jabra"), plugged(None))
    assert to_restart(gone) == ()
    assert to_restart(told(gone, plugged("jabra"))) == ("voice",)


def rehearsed() -> State:
    late = Probe(name="late", run=PROBES[0].run, yields=(headset.Measurement,), deadline_s=seconds)
    state = begin((EYE,), PROBES[:1], Policy(), None, "en", late_checks=(headset.CHECK,), late_probes=(late,))
    good = Seen(brightness_db=20.0)
    seen = Event("see", Judged(EYE.judge(good, Limits()), good, settled=True))
    return told(state, ProbeStarting("see", afresh=True), Event("see", Preview(1, 1, b"123")), seen)


def test_what_needs_the_devices_runs_when_the_questions_are_open_and_all_is_let_go() -> None:
    state = rehearsed()
    assert to_begin_late(state) == ()
    onwards = told(state, StepChanged(Step.ROOM))
    assert to_begin_late(onwards) == (), "the camera is not free yet"
    free = told(onwards, ProbePaused("see"), Event("see", Ended()))
    assert to_begin_late(free) == ("late",)
    running = told(free, ProbeStarting("late", afresh=True), Event("late", Started(("headset",))))
    assert to_begin_late(running) == ()
    assert to_stop(told(running, StepChanged(Step.EQUIPMENT))) == ("late",)
    assert to_stop(running) == ()


def test_what_holds_a_device_is_told_by_what_it_sends() -> None:
    state = told(eyes(), WindowHidden(hidden=True))
    assert to_stop(state) == ()
    assert to_stop(told(state, Event("see", Level(-20, -10)))) == ("see",)


def test_a_hidden_window_stops_a_microphone_that_is_about_to_be_opened() -> None:
    state = told(sound(), ProbeStarting("plug", afresh=True), WindowHidden(hidden=True))
    assert to_stop(state) == ("voice",)
    assert to_stop(told(state, WindowHidden(hidden=False))) == ()


def test_work_that_has_never_run_is_not_tried_again() -> None:
    assert to_retry(begin((EYE,), PROBES[:1], Policy(), None, "en")) == ()
    assert Work(probe=PROBES[0], deadline_s=1.0).failures == 0
