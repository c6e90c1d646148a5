"""For how long tests count: from the last words, or from when the person turned to something else."""

from __future__ import annotations

import pytest
from fake_device_probes import EYE, SEE
from hand_set_clock import Clock
from msgspec.structs import replace
from pytestqt.qtbot import QtBot
from state_events import VOICE

from readiness.checks import microphone
from readiness.checks.registry import CheckGroup
from readiness.model import Finding, Heard, Judged, Outcome, Policy
from readiness.ui.session.absence_watch import AbsenceWatch
from readiness.ui.session.elapsed import Clocks
from readiness.ui.state.initial_state import initial_state
from readiness.ui.state.state import State
from readiness.ui.state.step import Step


def released(**changes: object) -> State:
    state = initial_state(CheckGroup((EYE,), (SEE,)), Policy(), None, "en")
    (row,) = state.rows
    return replace(state, rows=(replace(row, shown=Judged(EYE.not_assessed(), None, settled=True)),), **changes)


def passed_with_few_words(**changes: object) -> State:
    """Enough for a go, and too few to be offered for playback."""
    state = initial_state(CheckGroup((microphone.CHECK,), (VOICE,)), Policy(), None, "en")
    (row,) = state.rows
    passed = Finding(check="microphone", code="microphone.ok", outcome=Outcome.PASS, headline="", remedy="")
    judged = Judged(passed, microphone.Measurement(finished=True, speech_s=1.0), settled=True)
    return replace(state, rows=(replace(row, shown=judged),), **changes)


@pytest.mark.parametrize(
    ("changes", "passed", "expired"),
    [
        pytest.param({"step": Step.ROOM}, {"minutes": 14}, False, id="answering questions"),
        pytest.param({"step": Step.START}, {"minutes": 16}, True, id="gone for a coffee"),
        pytest.param({"hidden": True}, {"days": 3}, True, id="in the tray since Friday"),
        pytest.param({}, {"hours": 9}, True, id="the computer slept while everything was measured"),
        pytest.param({"step": Step.START, "meeting_open": True}, {"hours": 1}, False, id="in the meeting"),
    ],
)
def test_tests_count_for_a_quarter_of_an_hour(
    changes: dict[str, object], passed: dict[str, float], *, expired: bool
) -> None:
    clock = Clock()
    watch = AbsenceWatch(Clocks(clock, clock.uptime_s))
    watch.follow(released(**changes))
    clock.turn(**passed)
    watch.follow(released(**changes))
    assert watch.is_expired() is expired


@pytest.mark.parametrize("passed_min", [0, 16])
@pytest.mark.parametrize("moved_min", [-120, -16, -10, 0, 10, 16])
def test_a_clock_that_is_set_makes_no_tests_count_for_longer(passed_min: float, moved_min: float) -> None:
    clock = Clock()
    watch = AbsenceWatch(Clocks(clock, clock.uptime_s))
    watch.follow(released(step=Step.START))
    clock.turn(minutes=passed_min)
    clock.set_by(minutes=moved_min)
    assert watch.is_expired() is (passed_min > 15 or abs(moved_min) > 15)


@pytest.mark.parametrize(("minutes", "expired"), [(10, False), (20, True)])
def test_measured_all_the_time_tests_count_from_the_last_words(minutes: int, *, expired: bool) -> None:
    clock = Clock()
    watch = AbsenceWatch(Clocks(clock, clock.uptime_s))
    for _ in range(3):
        words = Heard(16_000, bytes(4))
        watch.follow(released(heard=words))
        clock.turn(minutes=10)
    watch.follow(released(heard=words))
    clock.turn(minutes=minutes - 10)
    watch.follow(released(heard=words))
    assert watch.is_expired() is expired


def test_measured_all_the_time_tests_without_a_voice_do_not_expire() -> None:
    clock = Clock()
    watch = AbsenceWatch(Clocks(clock, clock.uptime_s))
    watch.follow(released())
    for _ in range(30):
        clock.turn(minutes=1)
        watch.timer.timeout.emit()
    assert not watch.is_expired()


@pytest.mark.parametrize(("minutes", "expired"), [(10, False), (20, True)])
def test_few_words_do_not_count_for_longer_than_many(minutes: int, *, expired: bool) -> None:
    clock = Clock()
    watch = AbsenceWatch(Clocks(clock, clock.uptime_s))
    watch.follow(passed_with_few_words())
    for _ in range(minutes):
        clock.turn(minutes=1)
        watch.timer.timeout.emit()
    assert watch.is_expired() is expired


@pytest.mark.parametrize(("minutes", "expired"), [(10, False), (20, True)])
def test_turning_to_another_program_and_back_makes_no_words_later(minutes: int, *, expired: bool) -> None:
    clock = Clock()
    watch = AbsenceWatch(Clocks(clock, clock.uptime_s))
    state = passed_with_few_words(heard=Heard(16_000, bytes(4)))
    for minute in range(minutes):
        watch.note_use(in_use=minute % 2 == 0)
        watch.follow(state)
        clock.turn(minutes=1)
    assert watch.is_expired() is expired


@pytest.mark.parametrize("away", [{"step": Step.ROOM}, {"step": Step.START}, {"hidden": True}])
@pytest.mark.parametrize(("minutes", "expired"), [(10, False), (20, True)])
def test_nor_does_leaving_step_1_and_coming_back(minutes: int, away: dict[str, object], *, expired: bool) -> None:
    clock = Clock()
    watch = AbsenceWatch(Clocks(clock, clock.uptime_s))
    for minute in range(minutes):
        watch.follow(passed_with_few_words(**(away if minute % 2 else {})))
        clock.turn(minutes=1)
    assert watch.is_expired() is expired


@pytest.mark.parametrize(("minutes", "expired"), [(10, False), (20, True)])
def test_tests_expire_while_the_person_works_in_another_program(minutes: int, *, expired: bool) -> None:
    clock = Clock()
    watch = AbsenceWatch(Clocks(clock, clock.uptime_s))
    watch.note_use(in_use=False)
    watch.follow(released())
    clock.turn(minutes=minutes)
    assert watch.is_expired() is expired
    watch.note_use(in_use=True)
    watch.follow(released())
    assert not watch.is_expired()


def test_what_was_never_tested_does_not_expire() -> None:
    clock = Clock()
    watch = AbsenceWatch(Clocks(clock, clock.uptime_s))
    watch.follow(initial_state(CheckGroup((EYE,), (SEE,)), Policy(), None, "en"))
    clock.turn(hours=1)
    assert not watch.is_expired()


def test_only_a_window_that_is_seen_is_looked_at(qtbot: QtBot) -> None:
    clock = Clock()
    watch = AbsenceWatch(Clocks(clock, clock.uptime_s))
    watch.follow(released(step=Step.START))
    clock.turn(minutes=16)
    with qtbot.waitSignal(watch.expired):
        watch.timer.timeout.emit()
    watch.follow(released(step=Step.START, hidden=True))
    assert not watch.timer.isActive()
