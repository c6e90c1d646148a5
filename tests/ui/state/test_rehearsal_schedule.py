"""When Chrome is tried beside the other probes, whose devices it needs, and how long its answer holds."""

from __future__ import annotations

import pytest
from fake_device_probes import CHECKS, PROBES, Brightness, Limits, seconds
from msgspec.structs import replace
from state_events import PLUG, VOICE, after, heard_from, plugged

from readiness.assets import asset
from readiness.checks import camera, headset, microphone, rehearsal
from readiness.checks.registry import CheckGroup
from readiness.guideline.checklist import Answer, items_for
from readiness.guideline.loader import load
from readiness.model import Ended, Event, Judged, Level, Policy, Preview, Probe, Started
from readiness.ui.state.banner import TESTING, Action
from readiness.ui.state.banner_of_state import banner_of
from readiness.ui.state.events import Answered, ProbePaused, ProbeStarting, RepeatRequested, StepChanged, WindowHidden
from readiness.ui.state.initial_state import initial_state
from readiness.ui.state.outcome_tone import Tone
from readiness.ui.state.probe_schedule import (
    to_resume,
    to_start_afterwards,
    to_stop,
)
from readiness.ui.state.reducer import apply
from readiness.ui.state.state import State, may_start, waits
from readiness.ui.state.step import Step
from readiness.ui.state.step_tones import step_tones

GUIDELINE = load(asset("guideline.toml"))
EYE = CHECKS[0]


def rehearsed() -> State:
    late = Probe(name="late", run=PROBES[0].run, yields=(headset.Measurement,), deadline_s=seconds)
    state = initial_state(
        CheckGroup((EYE,), PROBES[:1]), Policy(), None, "en", afterwards=CheckGroup((headset.CHECK,), (late,))
    )
    good = Brightness(brightness_db=20.0)
    settled = Event("see", Judged(EYE.judge(good, Limits()), good, settled=True))
    return after(state, ProbeStarting("see", afresh=True), Event("see", Preview(1, 1, b"123")), settled)


def test_rehearsal_runs_once_the_devices_are_released() -> None:
    state = rehearsed()
    assert to_start_afterwards(state) == ()
    onwards = after(state, StepChanged(Step.ROOM))
    assert to_start_afterwards(onwards) == (), "the camera is not free yet"
    free = after(onwards, ProbePaused("see"), Event("see", Ended()))
    assert to_start_afterwards(free) == ("late",)
    running = after(free, ProbeStarting("late", afresh=True), Event("late", Started(("headset",))))
    assert to_start_afterwards(running) == ()
    assert to_stop(after(running, StepChanged(Step.EQUIPMENT))) == ("late",)
    assert to_stop(running) == ()


def test_rehearsal_that_was_broken_off_is_tried_again_with_the_next_questions() -> None:
    away = after(rehearsed(), StepChanged(Step.ROOM), ProbePaused("see"), Event("see", Ended()))
    running = after(away, ProbeStarting("late", afresh=True), Event("late", Started(("headset",))))
    stopped = after(running, StepChanged(Step.EQUIPMENT), ProbePaused("late"))
    assert to_resume(stopped) == (), "Chrome still has the camera"
    back = apply(stopped, Event("late", Ended()), 9.0)
    assert to_resume(back) == ("see",)
    assert to_start_afterwards(back) == ()
    assert to_start_afterwards(after(back, StepChanged(Step.ROOM))) == ("late",)


def spoken() -> State:
    """Questions: the voice was heard, Chrome is being tried."""
    late = Probe(name="late", run=PROBES[0].run, yields=(rehearsal.Measurement,), deadline_s=seconds)
    state = initial_state(
        CheckGroup((microphone.CHECK,), (VOICE,)),
        Policy(),
        None,
        "sv",
        afterwards=CheckGroup((rehearsal.CHECK,), (late,)),
    )
    state = after(state, ProbeStarting("voice", afresh=True), Event("voice", Level(-20, -10)), heard_from("jabra"))
    away = after(state, StepChanged(Step.ROOM), ProbePaused("voice"), Event("voice", Ended()))
    return after(away, ProbeStarting("late", afresh=True), Event("late", Started(("rehearsal",))))


def rehearsed_with(error: str) -> Event:
    measured = rehearsal.Measurement(camera_error=error)
    return Event("late", Judged(rehearsal.CHECK.judge(measured, rehearsal.Policy()), measured, settled=True))


def test_rehearsal_waits_for_a_device_that_is_about_to_be_opened() -> None:
    stopped = after(spoken(), StepChanged(Step.EQUIPMENT), ProbePaused("late"))
    back = apply(stopped, Event("late", Ended()), 9.0)
    resumed = after(back, ProbeStarting("voice", afresh=False))
    away = after(resumed, StepChanged(Step.ROOM))
    assert to_start_afterwards(away) == ()
    assert to_stop(away) == ("voice",), "its answer is there, so it need not open the microphone"
    assert to_start_afterwards(after(away, ProbePaused("voice"), Event("voice", Ended()))) == ("late",)


def test_a_device_is_not_opened_afresh_while_chrome_has_it() -> None:
    """F5, "Test again" and another device, during the rehearsal."""
    stopped = after(spoken(), StepChanged(Step.EQUIPMENT), ProbePaused("late"), ProbeStarting("voice", afresh=True))
    assert not stopped.probes["voice"].running
    assert waits(stopped, stopped.rows[0]), "it is tested as soon as Chrome has ended"
    assert to_resume(stopped) == ()
    assert to_resume(after(stopped, Event("late", Ended()))) == ("voice",)


def test_a_hidden_window_stops_the_rehearsal_and_begins_it_anew() -> None:
    hidden = after(spoken(), WindowHidden(hidden=True))
    assert to_stop(hidden) == ("late",)
    stopping = after(hidden, ProbePaused("late"))
    assert waits(stopping, stopping.extra_rows[0]), "no answer is no remark while it may still come"
    ended = after(stopping, Event("late", Ended()), at=9.0)
    assert to_start_afterwards(ended) == ()
    assert to_start_afterwards(after(ended, WindowHidden(hidden=False))) == ("late",)


@pytest.mark.parametrize("kind", [camera.Measurement, microphone.Measurement])
def test_what_chrome_said_of_a_device_ends_with_the_test_of_another(kind: type) -> None:
    capture = Probe(name="capture", run=PROBES[0].run, yields=(kind,), deadline_s=seconds)
    late = Probe(name="late", run=PROBES[0].run, yields=(rehearsal.Measurement,), deadline_s=seconds)
    check = camera.CHECK if kind is camera.Measurement else microphone.CHECK
    state = initial_state(
        CheckGroup((check,), (capture,)), Policy(), None, "sv", afterwards=CheckGroup((rehearsal.CHECK,), (late,))
    )
    state = after(state, StepChanged(Step.ROOM), ProbeStarting("late", afresh=True))
    said = after(state, rehearsed_with("NotReadableError"), Event("late", Ended()), at=9.0)
    assert said.extra_rows[0].finding.blocks
    assert said.extra_rows[0].shown
    again = after(said, StepChanged(Step.EQUIPMENT), ProbeStarting("capture", afresh=True))
    assert again.extra_rows[0].shown is None
    assert not again.probes["late"].ended_s


def test_a_fault_that_chrome_found_is_no_go_until_it_has_been_asked_again() -> None:
    said = after(seen(), rehearsed_with("NotFoundError"), Event("late", Ended()), at=9.0)
    again = after(said, RepeatRequested("late"))
    assert not may_start(again)
    assert to_start_afterwards(again) == ("late",)
    running = after(again, ProbeStarting("late", afresh=True))
    assert not may_start(running)
    assert banner_of(running).title == TESTING
    assert step_tones(running)[Step.EQUIPMENT] is Tone.WORKING
    back = after(running, StepChanged(Step.EQUIPMENT), ProbePaused("late"), Event("late", Ended()))
    assert not may_start(back)
    assert (banner_of(back).about, banner_of(back).action) == (rehearsal.CHECK.title, Action.TO_ROOM)
    fine = rehearsal.Measurement(not_run="recording")
    well = Judged(rehearsal.CHECK.judge(fine, rehearsal.Policy()), fine, settled=True)
    assert not after(running, Event("late", well)).probes["late"].overdue


def seen() -> State:
    """Questions: the eye has seen, Chrome is being tried."""
    late = Probe(name="late", run=PROBES[0].run, yields=(rehearsal.Measurement,), deadline_s=seconds)
    state = initial_state(
        CheckGroup((EYE,), PROBES[:1]), Policy(), None, "en", afterwards=CheckGroup((rehearsal.CHECK,), (late,))
    )
    good = Brightness(brightness_db=20.0)
    state = after(state, Event("see", Judged(EYE.judge(good, Limits()), good, settled=True)))
    state = after(replace(state, guideline=GUIDELINE), StepChanged(Step.ROOM), ProbeStarting("late", afresh=True))
    return after(
        state, *(Answered(item.id, Answer.YES) for item in items_for(GUIDELINE, state.situation) if item.asked)
    )


def test_rehearsal_is_tried_again_when_the_output_has_changed() -> None:
    said = after(rehearsed_beside_a_headset(), rehearsed_with("NotFoundError"), Event("late", Ended()), at=9.0)
    other = after(said, plugged("jabra", loud=True))
    assert other.extra_rows[0].shown is None
    assert not other.probes["late"].ended_s


def rehearsed_beside_a_headset() -> State:
    late = Probe(name="late", run=PROBES[0].run, yields=(rehearsal.Measurement,), deadline_s=seconds)
    state = initial_state(
        CheckGroup((headset.CHECK,), (PLUG,)), Policy(), None, "sv", afterwards=CheckGroup((rehearsal.CHECK,), (late,))
    )
    return after(state, plugged("jabra"), StepChanged(Step.ROOM), ProbeStarting("late", afresh=True))
