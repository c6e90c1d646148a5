"""What was tested before the window was left for a while no longer counts, and is tested again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fake_device_probes import EYE, SEE
from hand_set_clock import Clock
from opened_window import window_config
from pytestqt.qtbot import QtBot

from readiness.assets import asset
from readiness.checks.registry import CheckGroup
from readiness.guideline.checklist import Answer
from readiness.guideline.data import Item, Per
from readiness.guideline.loader import load
from readiness.model import Device
from readiness.ui.session.state_store import StateStore
from readiness.ui.state.banner import TESTING, Action
from readiness.ui.state.banner_of_state import banner_of
from readiness.ui.state.events import Answered, MeetingRefused, MeetingRequested, NoticeShown, WindowHidden
from readiness.ui.state.outcome_tone import Tone
from readiness.ui.state.state import may_start
from readiness.ui.state.step import Step
from readiness.ui.state.step_tones import step_tones

PATIENCE_MS = 15_000


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(qtbot: QtBot, clock: Clock) -> Iterator[StateStore]:
    config = window_config(
        guideline=load(asset("guideline.toml")),
        at_once=CheckGroup((EYE,), (SEE,)),
        now=clock,
        uptime_s=clock.uptime_s,
    )
    made = StateStore(config)
    made.test_all()
    qtbot.waitUntil(lambda: made.state.rows[0].shown is not None, timeout=PATIENCE_MS)
    yield made
    made.close()


def answer_all(store: StateStore) -> None:
    for item in _items(store):
        store.dispatch(Answered(item.id, Answer.YES))


@pytest.mark.slow
def test_window_restored_soon_goes_on_and_later_tests_anew(qtbot: QtBot, clock: Clock, store: StateStore) -> None:
    for minutes, anew in ((10, False), (20, True)):
        store.dispatch(WindowHidden(hidden=True))
        qtbot.waitUntil(lambda: not store.state.probes["see"].running, timeout=PATIENCE_MS)
        clock.turn(minutes=minutes)
        store.dispatch(WindowHidden(hidden=False))
        assert (store.state.rows[0].shown is None) is anew
        assert store.state.probes["see"].running
        qtbot.waitUntil(lambda: store.state.rows[0].shown is not None, timeout=PATIENCE_MS)
        assert not store.state.expired


@pytest.mark.slow
def test_devices_are_released_while_another_program_is_used_and_tested_anew_afterwards(
    qtbot: QtBot, clock: Clock, store: StateStore
) -> None:
    store.note_use(in_use=False)
    clock.turn(minutes=20)
    assert store.state.probes["see"].running
    store.note_use(in_use=False)
    qtbot.waitUntil(lambda: not store.state.probes["see"].running, timeout=PATIENCE_MS)
    assert (store.state.expired, banner_of(store.state).action) == (True, Action.TEST_ALL)
    store.note_use(in_use=True)
    assert (store.state.rows[0].shown, store.state.expired) == (None, False)
    qtbot.waitUntil(lambda: store.state.rows[0].shown is not None, timeout=PATIENCE_MS)


@pytest.mark.slow
def test_dialog_of_a_window_in_the_tray_starts_no_camera(qtbot: QtBot, clock: Clock, store: StateStore) -> None:
    store.dispatch(WindowHidden(hidden=True))
    store.note_use(in_use=False)
    qtbot.waitUntil(lambda: not store.state.probes["see"].running, timeout=PATIENCE_MS)
    clock.turn(minutes=20)
    store.note_use(in_use=True)
    assert (store.state.expired, store.state.probes["see"].running) == (True, False)
    store.dispatch(WindowHidden(hidden=False))
    assert (store.state.rows[0].shown, store.state.expired) == (None, False)
    assert store.state.probes["see"].running


@pytest.mark.slow
def test_meeting_does_not_open_on_tests_that_have_expired(qtbot: QtBot, clock: Clock, store: StateStore) -> None:
    answer_all(store)
    store.go(Step.START)
    qtbot.waitUntil(lambda: not store.state.probes["see"].running, timeout=PATIENCE_MS)
    assert may_start(store.state)
    clock.turn(minutes=20)
    clock.set_by(minutes=-20)
    store.dispatch(MeetingRequested(now=True))
    assert not store.state.meeting_requested
    assert not may_start(store.state)
    assert banner_of(store.state).action is Action.TEST_ALL
    assert step_tones(store.state)[Step.EQUIPMENT] is Tone.WORKING
    answers = store.state.answers
    store.go(Step.EQUIPMENT)
    assert (store.state.rows[0].shown, store.state.expired) == (None, False), "all is tested again by itself"
    assert store.state.answers == answers


@pytest.mark.slow
def test_meeting_that_is_being_opened_as_the_tests_expire_opens_and_keeps_its_devices(
    qtbot: QtBot, clock: Clock, store: StateStore
) -> None:
    answer_all(store)
    store.go(Step.START)
    qtbot.waitUntil(lambda: not store.state.probes["see"].running, timeout=PATIENCE_MS)
    store.dispatch(MeetingRequested(now=True))
    clock.turn(minutes=20)
    store.dispatch(NoticeShown("A second has passed."))
    qtbot.waitUntil(lambda: store.state.meeting_open, timeout=PATIENCE_MS)
    for hidden in (True, False):
        store.dispatch(WindowHidden(hidden))
    assert (store.state.meeting_open, store.state.probes["see"].running) == (True, False)


@pytest.mark.slow
@pytest.mark.parametrize(("hours", "over"), [(2, False), (20, True)])
@pytest.mark.parametrize("leaves", [True, False])
def test_who_comes_back_long_after_a_meeting_prepares_the_next(
    hours: int, qtbot: QtBot, clock: Clock, store: StateStore, *, over: bool, leaves: bool
) -> None:
    answer_all(store)
    store.dispatch(MeetingRequested(now=True))
    qtbot.waitUntil(lambda: store.state.meeting_open, timeout=PATIENCE_MS)
    if leaves:
        store.dispatch(WindowHidden(hidden=True))
    clock.turn(hours=hours)
    assert (store.state.meeting_open, store.meeting_is_over()) == (True, over)
    if leaves:
        store.dispatch(WindowHidden(hidden=False))
    else:
        store.note_use(in_use=True)
    assert store.state.meeting_open is not over
    assert store.state.probes["see"].running is over


@pytest.mark.slow
def test_meeting_refused_long_ago_is_not_what_the_new_tests_begin_with(clock: Clock, store: StateStore) -> None:
    store.dispatch(MeetingRefused("Chrome did not start."))
    store.note_use(in_use=False)
    clock.turn(minutes=20)
    store.note_use(in_use=True)
    assert not store.state.refusal
    assert banner_of(store.state).title == TESTING


@pytest.mark.slow
def test_answers_for_a_meeting_of_yesterday_are_asked_for_again(qtbot: QtBot, clock: Clock, store: StateStore) -> None:
    assert store.state.guideline
    of_the_meeting = {item.id for item in store.state.guideline.items if item.per is Per.MEETING}
    store.go(Step.ROOM)
    answer_all(store)
    store.dispatch(WindowHidden(hidden=True))
    qtbot.waitUntil(lambda: not store.state.probes["see"].running, timeout=PATIENCE_MS)
    clock.turn(days=1)
    store.dispatch(WindowHidden(hidden=False))
    assert store.state.today == clock.now.date()
    assert store.state.step is Step.EQUIPMENT
    assert of_the_meeting
    assert not of_the_meeting & store.state.answers.keys()


@pytest.mark.slow
@pytest.mark.parametrize("again", ["one test", "a device"])
def test_whoever_tests_one_thing_when_all_has_expired_tests_all(clock: Clock, store: StateStore, again: str) -> None:
    clock.turn(hours=1)
    store.dispatch(NoticeShown("An hour has passed."))
    assert banner_of(store.state).action is Action.TEST_ALL
    if again == "one test":
        store.retest(EYE.id)
    else:
        store.choose_device(Device.CAMERA, "another")
    assert not store.state.expired
    assert all(status.running for status in store.state.probes.values())


@pytest.mark.slow
def test_computer_that_slept_overnight_with_all_measured_tests_anew(
    qtbot: QtBot, clock: Clock, store: StateStore
) -> None:
    answer_all(store)
    assert may_start(store.state)
    clock.turn(hours=22)
    qtbot.waitUntil(lambda: store.state.expired, timeout=PATIENCE_MS)  # with the next measurement
    assert (banner_of(store.state).action, may_start(store.state)) == (Action.TEST_ALL, False)
    store.test_all()
    assert store.state.today == clock.now.date()
    assert {item.per for item in _items(store) if item.id in store.state.answers} <= {Per.KEPT}


@pytest.mark.slow
def test_answers_given_before_midnight_stay_when_all_is_tested_again_after_it(
    qtbot: QtBot, clock: Clock, store: StateStore
) -> None:
    clock.turn(hours=15, minutes=40)
    store.prepare_next()
    qtbot.waitUntil(lambda: store.state.rows[0].shown is not None, timeout=PATIENCE_MS)
    answer_all(store)
    answers = store.state.answers
    clock.turn(minutes=10)
    assert store.state.today != clock.now.date()
    store.test_all()
    assert store.state.answers == answers


def _items(store: StateStore) -> tuple[Item, ...]:
    return store.state.guideline.items if store.state.guideline else ()
