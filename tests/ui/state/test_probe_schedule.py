"""When probes stop, resume, retry and restart, as a function of the state."""

from __future__ import annotations

import pytest
from fake_device_probes import CHECKS, PROBES
from msgspec.structs import replace
from state_events import PLUG, VOICE, after, heard_from, plugged

from readiness.checks import headset, leak, microphone, playback
from readiness.checks.registry import CheckGroup
from readiness.model import Ended, Event, Judged, Level, Policy, Preview
from readiness.ui.state.banner_of_state import banner_of
from readiness.ui.state.events import (
    MeetingOpened,
    ProbePaused,
    ProbeRequested,
    ProbeStarting,
    StepChanged,
    TestsExpired,
    Tick,
    WindowEvent,
    WindowHidden,
)
from readiness.ui.state.initial_state import initial_state
from readiness.ui.state.probe_schedule import (
    LONGEST_RETRY_S,
    busy,
    retry_after_s,
    shows_retry,
    to_restart,
    to_resume,
    to_retry,
    to_start_requested,
    to_stop,
)
from readiness.ui.state.state import ProbeStatus, State, finding_of, interrupted, waits
from readiness.ui.state.step import Step

EYE = CHECKS[0]


def eyes() -> State:
    return after(initial_state(CheckGroup((EYE,), PROBES[:1]), Policy(), None, "en"), ProbeStarting("see", afresh=True))


def silent(state: State, at: float) -> State:
    gone = Judged(EYE.not_assessed("timed_out"), None, settled=True)
    return after(state, Event("see", gone), Event("see", Ended()), at=at)


def test_timed_out_test_is_retried_once_and_says_so() -> None:
    state = silent(eyes(), at=30.0)
    assert to_retry(state) == ()
    assert busy(state), "time passing will start it again"
    later = after(state, Tick(), at=31.0)
    assert to_retry(later) == ("see",)
    assert shows_retry(later, "see")
    again = after(later, ProbeStarting("see", afresh=True, again=True), at=31.0)
    assert waits(again, again.rows[0])
    assert again.probes["see"].failures == 1
    assert not shows_retry(silent(again, at=60.0), "see"), "what fails again stays red while it tries"


def test_failed_test_is_retried_at_growing_intervals() -> None:
    status = eyes().probes["see"]
    waits_s = [retry_after_s(replace(status, failures=count)) for count in range(8)]
    assert waits_s == sorted(waits_s)
    assert waits_s[-1] == LONGEST_RETRY_S


@pytest.mark.parametrize("event", [StepChanged(Step.ROOM), WindowHidden(hidden=True), MeetingOpened()])
def test_hidden_window_retries_nothing(event: WindowEvent) -> None:
    assert to_retry(after(silent(eyes(), at=30.0), event, at=90.0)) == ()


def test_hidden_window_releases_devices_and_resumes() -> None:
    state = after(eyes(), Event("see", Preview(1, 1, b"123")), WindowHidden(hidden=True))
    assert to_stop(state) == ("see",)
    state = after(state, ProbePaused("see"), Event("see", Ended()))
    assert waits(state, state.rows[0]), "its answer is still on its way"
    assert to_resume(state) == ()
    assert to_resume(after(state, WindowHidden(hidden=False))) == ("see",)


def test_test_interrupted_by_the_next_step_is_reported() -> None:
    state = after(eyes(), Event("see", Preview(1, 1, b"123")), StepChanged(Step.ROOM))
    assert interrupted(state, state.rows[0])
    assert banner_of(state).headline == "The test was broken off."
    assert not waits(state, state.rows[0])
    assert waits(after(state, StepChanged(Step.EQUIPMENT)), state.rows[0])


def sound() -> State:
    checks = (headset.CHECK, microphone.CHECK)
    return after(
        initial_state(CheckGroup(checks, (PLUG, VOICE)), Policy(), None, "sv"), ProbeStarting("voice", afresh=True)
    )


def test_the_microphone_follows_the_device_that_the_meeting_would_use() -> None:
    state = after(sound(), plugged("jabra"))
    assert to_restart(state) == ()
    assert to_restart(after(state, plugged("jabra"))) == ()
    other = after(state, plugged("usb"))
    assert to_restart(other) == ("voice",)
    assert to_restart(after(other, ProbeStarting("voice", afresh=True))) == ()


@pytest.mark.parametrize("step", list(Step))
def test_voice_through_one_headset_says_nothing_of_another_in_any_step(step: Step) -> None:
    state = after(sound(), plugged("jabra"), heard_from("jabra"), StepChanged(step))
    assert finding_of(state, "microphone")
    assert finding_of(after(state, plugged("jabra")), "microphone")
    assert not finding_of(after(state, plugged("usb")), "microphone")


@pytest.mark.parametrize("step", list(Step))
def test_voice_is_not_lost_because_the_system_once_does_not_say_what_is_connected(step: Step) -> None:
    state = after(sound(), plugged("jabra"), heard_from("jabra"), StepChanged(step))
    unknown = headset.Measurement(system_silent=True)
    silent = Event("plug", Judged(headset.CHECK.judge(unknown, headset.Policy()), unknown, settled=True))
    assert finding_of(after(state, silent, plugged("jabra")), "microphone")
    assert not finding_of(after(state, silent, plugged("usb")), "microphone")


def test_microphone_muted_while_nobody_listens_to_it_must_be_heard_again() -> None:
    state = after(sound(), plugged("jabra"), heard_from("jabra"))
    assert finding_of(after(state, plugged("jabra", muted=True)), "microphone"), "the voice tells it by itself"
    away = after(state, StepChanged(Step.ROOM), ProbePaused("voice"), Event("voice", Ended()))
    assert finding_of(after(away, plugged("jabra")), "microphone")
    muted = after(away, plugged("jabra", muted=True))
    assert not finding_of(muted, "microphone")
    assert banner_of(after(muted, plugged("jabra"))).headline == "It was changed, unplugged or switched off."


def test_microphone_muted_a_moment_before_nobody_listens_to_it_must_be_heard_again() -> None:
    leaving = after(sound(), plugged("jabra"), heard_from("jabra"), StepChanged(Step.ROOM), ProbePaused("voice"))
    assert not finding_of(after(leaving, plugged("jabra", muted=True)), "microphone"), "what it says now is not heard"
    muted = plugged("jabra", muted=True)
    left = after(sound(), plugged("jabra"), heard_from("jabra"), muted, StepChanged(Step.ROOM), ProbePaused("voice"))
    assert not finding_of(after(left, Event("voice", Ended()), muted), "microphone")


def test_microphone_that_was_found_muted_stays_so_while_nobody_listens_to_it() -> None:
    measured = microphone.Measurement(device="jabra", finished=True, muted_in_system=True)
    found = Event("voice", Judged(microphone.CHECK.judge(measured, microphone.Policy()), measured, settled=True))
    muted = plugged("jabra", muted=True)
    state = after(sound(), muted, found, StepChanged(Step.ROOM), ProbePaused("voice"), Event("voice", Ended()), muted)
    finding = finding_of(state, "microphone")
    assert finding
    assert finding.code == "microphone.muted"


def test_the_microphone_follows_the_headset_that_was_chosen_from_its_row() -> None:
    """A mend, or "Test again", discards the row's earlier result."""
    state = after(sound(), plugged("webcam"), heard_from("webcam"), ProbeStarting("plug", afresh=True))
    assert to_restart(after(state, plugged("webcam"))) == ()
    assert to_restart(after(state, plugged("jabra"))) == ("voice",)


def test_a_microphone_that_is_about_to_be_opened_is_not_opened_twice() -> None:
    state = after(sound(), plugged("webcam"), ProbeStarting("plug", afresh=True))
    assert to_restart(after(state, plugged("jabra"))) == ()


def test_reconnected_headset_recovers_both_rows() -> None:
    gone = after(sound(), plugged("jabra"), plugged(None))
    assert to_restart(gone) == ()
    assert to_restart(after(gone, plugged("jabra"))) == ("voice",)


@pytest.mark.parametrize("meanwhile", [plugged("other"), plugged(None), plugged("jabra", loud=True)])
def test_sound_that_is_played_while_the_devices_change_is_no_evidence(meanwhile: WindowEvent) -> None:
    checks, probes, asked = (headset.CHECK, microphone.CHECK), (PLUG, VOICE), (leak.CHECK,)
    state = after(
        initial_state(CheckGroup(checks, probes), Policy(), None, "sv", on_request=CheckGroup(asked, (leak.PROBE,))),
        plugged("jabra"),
        ProbeRequested("leak"),
        ProbeStarting("leak", afresh=True),
    )
    assert to_stop(after(state, plugged("jabra"))) == ()
    assert to_stop(after(state, meanwhile)) == ("leak",)


def test_probe_that_sends_levels_holds_a_device() -> None:
    state = after(eyes(), WindowHidden(hidden=True))
    assert to_stop(state) == ()
    assert to_stop(after(state, Event("see", Level(-20, -10)))) == ("see",)


def test_a_hidden_window_stops_a_microphone_that_is_about_to_be_opened() -> None:
    state = after(sound(), ProbeStarting("plug", afresh=True), WindowHidden(hidden=True))
    assert to_stop(state) == ("voice",)
    assert to_stop(after(state, WindowHidden(hidden=False))) == ()


def test_probe_that_never_ran_is_not_retried() -> None:
    assert to_retry(initial_state(CheckGroup((EYE,), PROBES[:1]), Policy(), None, "en")) == ()
    assert ProbeStatus(probe=PROBES[0], deadline_s=1.0).failures == 0


def test_expired_tests_stop_all_even_what_opens_no_device() -> None:
    state = after(
        initial_state(CheckGroup(CHECKS, PROBES), Policy(), None, "en"),
        *(ProbeStarting(probe.name, afresh=True) for probe in PROBES),
        StepChanged(Step.ROOM),
    )
    assert to_stop(state) == ()
    assert set(to_stop(after(state, TestsExpired()))) == {probe.name for probe in PROBES}


def test_own_voice_can_be_heard_also_when_the_tests_have_expired() -> None:
    state = initial_state(
        CheckGroup((EYE,), PROBES[:1]), Policy(), None, "sv", on_request=CheckGroup(probes=(playback.PROBE,))
    )
    state = after(state, TestsExpired(), ProbeRequested("playback"))
    assert to_start_requested(state) == ("playback",)
    assert to_stop(after(state, ProbeStarting("playback", afresh=True))) == ()
