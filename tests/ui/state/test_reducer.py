"""The reducer by tables: what each event makes of the window, and what the banner then says."""

from __future__ import annotations

from datetime import date

import pytest
from fake_device_probes import CHECKS, PROBES, Brightness, Limits, LinkSpeed, Loudness
from msgspec.structs import replace
from state_events import after

from readiness.assets import asset
from readiness.checks.registry import CheckGroup
from readiness.guideline.checklist import Answer, Situation
from readiness.guideline.data import Per
from readiness.guideline.loader import load
from readiness.model import Activity, Ended, Event, Judged, Level, Outcome, Policy, Preview, Started, Verdict, verdict
from readiness.ui.state.banner import Action
from readiness.ui.state.banner_of_state import banner_of
from readiness.ui.state.check_rows import DOUBT_S, HOLD_S, debounce
from readiness.ui.state.events import (
    Answered,
    LanguageChanged,
    MeetingOpened,
    MeetingRequested,
    MeetingTypeChanged,
    NextMeeting,
    NoticeShown,
    ProbePaused,
    ProbeStarting,
    RowToggled,
    StepChanged,
    Tick,
    WindowEvent,
)
from readiness.ui.state.initial_state import initial_state
from readiness.ui.state.outcome_tone import Tone
from readiness.ui.state.probe_schedule import busy, to_resume, to_stop
from readiness.ui.state.state import LONG_S, State, findings, takes_long, waits
from readiness.ui.state.step import Step

GUIDELINE = load(asset("guideline.toml"))
BRIGHT, DIM = Brightness(brightness_db=20.0), Brightness(brightness_db=1.0)
LOUD, QUIET = Loudness(loudness_db=20.0), Loudness(loudness_db=1.0)
FAST, SLOW = LinkSpeed(speed_mbps=1000.0), LinkSpeed(speed_mbps=10.0)


def fresh() -> State:
    return initial_state(CheckGroup(CHECKS, PROBES), Policy(), GUIDELINE, "en")


def judged(measurement: Brightness | Loudness | LinkSpeed, *, settled: bool = True) -> Judged:
    check = next(check for check in CHECKS if check.measurement is type(measurement))
    return Judged(check.judge(measurement, Limits()), measurement, settled)


def event_of(measurement: Brightness | Loudness | LinkSpeed, *, settled: bool = True) -> Event:
    probe = next(probe for probe in PROBES if type(measurement) in probe.yields)
    return Event(probe.name, judged(measurement, settled=settled))


def started() -> State:
    return after(fresh(), *(ProbeStarting(probe.name, afresh=True) for probe in PROBES))


def answered(state: State) -> State:
    return after(state, *(Answered(item.id, Answer.YES) for item in GUIDELINE.items if item.asked))


def shown(state: State, check: str = "eye") -> str:
    return next(row.finding.code for row in state.rows if row.check.id == check)


def test_rows_follow_the_checks_and_missing_results_are_not_go() -> None:
    state = fresh()
    assert [row.check.id for row in state.rows] == ["eye", "ear", "link"]
    assert {row.finding.outcome for row in state.rows} == {Outcome.NOT_ASSESSED}
    assert verdict(findings(state)) is Verdict.NO_GO


def test_an_unsettled_measurement_is_drawn_but_not_judged_to_the_person() -> None:
    state = after(started(), event_of(DIM, settled=False))
    assert waits(state, state.rows[0])
    assert state.rows[0].latest == DIM


def test_the_first_settled_finding_shows_at_once() -> None:
    assert shown(after(started(), event_of(DIM))) == "eye.dark"


@pytest.mark.parametrize(
    ("measurements", "expected"),
    [
        pytest.param([(0.0, BRIGHT), (0.5, DIM)], "eye.ok", id="too short to show"),
        pytest.param([(0.0, BRIGHT), (0.5, DIM), (0.5 + HOLD_S, DIM)], "eye.dark", id="held"),
        pytest.param([(0.0, BRIGHT), (0.5, DIM), (0.9, BRIGHT), (1.6, DIM)], "eye.ok", id="came and went"),
        pytest.param([(0.0, BRIGHT), (DOUBT_S, DIM)], "eye.dark", id="not confirmed for long"),
    ],
)
def test_changed_finding_is_shown_after_the_hold_time(
    measurements: list[tuple[float, Brightness]], expected: str
) -> None:
    row = started().rows[0]
    for at, measurement in measurements:
        row = debounce(row, judged(measurement), at)
    assert row.finding.code == expected


def test_tick_shows_a_finding_after_the_hold_time() -> None:
    state = after(after(started(), event_of(BRIGHT)), event_of(DIM), at=0.5)
    assert busy(state)
    assert shown(after(state, Tick(), at=0.5 + HOLD_S)) == "eye.dark"


def test_final_result_of_a_probe_is_shown_at_once() -> None:
    state = after(after(started(), event_of(BRIGHT)), event_of(DIM), Event("see", Ended()), at=0.5)
    assert shown(state) == "eye.dark"


def test_restarting_a_probe_clears_only_its_rows() -> None:
    state = after(started(), event_of(BRIGHT), event_of(LOUD), ProbeStarting("see", afresh=True))
    assert waits(state, state.rows[0])
    assert shown(state, "ear") == "ear.ok"


def test_row_shows_its_activity_and_later_that_it_takes_long() -> None:
    state = after(started(), Event("see", Started(("eye",))), Event("see", Activity("Opening …")))
    assert state.probes["see"].activity == "Opening …"
    assert not takes_long(state, state.rows[0])
    later = after(state, Tick(), at=LONG_S)
    assert takes_long(later, later.rows[0])


def test_only_probes_with_a_device_stop_with_the_step_and_resume() -> None:
    state = after(started(), Event("see", Preview(1, 1, b"123")), event_of(BRIGHT), StepChanged(Step.ROOM))
    assert to_stop(state) == ("see",)
    state = after(state, ProbePaused("see"), Event("see", Ended()))
    assert to_stop(state) == ()
    assert to_resume(state) == ()
    back = after(state, StepChanged(Step.EQUIPMENT))
    assert to_resume(back) == ("see",)
    assert shown(after(back, ProbeStarting("see", afresh=False))) == "eye.ok"


def test_device_opened_after_the_step_is_released_too() -> None:
    state = after(started(), StepChanged(Step.ROOM))
    assert to_stop(state) == ()
    assert to_stop(after(state, Event("hear", Level(-20, -10)))) == ("hear",)


def test_a_probe_that_ended_by_itself_is_not_started_again() -> None:
    state = after(started(), Event("see", Preview(1, 1, b"123")), Event("see", Ended()))
    assert to_resume(state) == ()


def test_opening_the_meeting_stops_all_probes_until_the_return() -> None:
    state = after(started(), MeetingRequested(now=True))
    assert set(to_stop(state)) == {"see", "hear", "connect"}
    assert not after(state, StepChanged(Step.EQUIPMENT)).meeting_requested


def test_events_of_an_unknown_probe_change_nothing() -> None:
    state = fresh()
    assert after(state, Event("gone", Ended()), at=state.now_s) == state


def test_switches_language_notice_and_open_rows_persist() -> None:
    situation = Situation(minor=True)
    changes = MeetingTypeChanged(situation), LanguageChanged("sv"), NoticeShown("Saved."), RowToggled("eye")
    state = after(fresh(), *changes)
    assert (state.situation, state.language, state.notice) == (situation, "sv", "Saved.")
    assert [row.opened for row in state.rows] == [True, False, False]
    assert after(state, StepChanged(Step.START)).notice == ""


def test_the_room_counts_and_without_a_checklist_it_is_unknown() -> None:
    assert {each.outcome for each in answered(fresh()).room} == {Outcome.PASS}
    unread = replace(answered(fresh()), guideline=None)
    assert [each.outcome for each in unread.room] == [Outcome.NOT_ASSESSED]


ALL_WELL = (event_of(BRIGHT), event_of(LOUD), event_of(FAST))
QUESTION = "room.physical_not_needed.unanswered"


@pytest.mark.parametrize(
    ("events", "code", "action"),
    [
        pytest.param((event_of(QUIET),), "ear.quiet", Action.OPEN_PLACE, id="known at once"),
        pytest.param((event_of(QUIET), event_of(DIM)), "eye.dark", Action.NONE, id="first in order, not in time"),
        pytest.param(
            (event_of(SLOW), event_of(BRIGHT), event_of(QUIET)), "ear.quiet", Action.OPEN_PLACE, id="over a remark"
        ),
        pytest.param(ALL_WELL, None, Action.TO_ROOM, id="then the room"),
        pytest.param((*ALL_WELL, StepChanged(Step.ROOM)), QUESTION, Action.TO_ITEM, id="the first question"),
        pytest.param((*ALL_WELL, StepChanged(Step.START)), QUESTION, Action.TO_ROOM, id="back to it"),
        pytest.param((Event("see", Ended()),), "eye.not_assessed", Action.RETEST, id="never assessed"),
        pytest.param((event_of(DIM), StepChanged(Step.ROOM)), "eye.dark", Action.TO_EQUIPMENT, id="equipment first"),
    ],
)
def test_the_banner_is_the_verdict_and_the_first_of_the_worst(
    events: tuple[WindowEvent, ...], code: str | None, action: Action
) -> None:
    result = banner_of(after(started(), *events))
    assert result.verdict is Verdict.NO_GO
    assert (result.finding.code if result.finding else None) == code
    assert result.action is action
    assert result.advice


@pytest.mark.parametrize("events", [(), (event_of(BRIGHT),), (event_of(SLOW),)])
def test_while_tests_run_and_nothing_blocks_the_banner_says_so(events: tuple[WindowEvent, ...]) -> None:
    assert banner_of(after(started(), *events)).verdict is None


def test_unanswered_items_are_no_alarm_but_negative_answers_are() -> None:
    state = after(started(), *ALL_WELL)
    assert banner_of(state).tone is Tone.GOOD
    refused = after(state, Answered("physical_not_needed", Answer.NO))
    assert banner_of(after(state, StepChanged(Step.ROOM))).tone is Tone.WORKING
    assert banner_of(after(refused, StepChanged(Step.ROOM))).tone is Tone.PROBLEM
    assert banner_of(after(started(), event_of(DIM))).tone is Tone.PROBLEM
    assert banner_of(replace(after(state, StepChanged(Step.ROOM)), guideline=None)).tone is Tone.PROBLEM


def test_the_banner_leads_to_the_meeting_when_all_is_well() -> None:
    ready = answered(after(started(), *ALL_WELL))
    assert banner_of(ready).verdict is Verdict.GO
    assert banner_of(ready).action is Action.OPEN_MEETING
    assert banner_of(after(ready, MeetingRequested(now=True))).action is Action.NONE
    assert banner_of(after(ready, StepChanged(Step.START))).action is Action.NONE, "the page has the button"


def test_remarks_are_read_on_the_last_page_before_the_meeting_is_opened() -> None:
    remarked = answered(after(started(), event_of(BRIGHT), event_of(LOUD), event_of(SLOW)))
    assert banner_of(remarked).action is Action.TO_START


def test_negative_room_answer_precedes_unanswered_items() -> None:
    state = after(started(), *ALL_WELL, StepChanged(Step.ROOM), Answered("badge", Answer.NO))
    told_now = banner_of(state).finding
    assert told_now is not None
    assert told_now.code == "room.badge.no"


def test_an_open_meeting_keeps_its_devices_and_the_next_one_begins_from_the_start() -> None:
    departed = after(answered(after(started(), *ALL_WELL)), ProbePaused("see"), Event("see", Ended()), MeetingOpened())
    assert (departed.step, banner_of(departed).action) == (Step.START, Action.NEXT_MEETING)
    assert to_resume(after(departed, StepChanged(Step.EQUIPMENT))) == ()
    again = after(departed, NextMeeting(date(2026, 11, 24)))
    assert again.step is Step.EQUIPMENT
    assert set(again.answers) <= {item.id for item in GUIDELINE.items if item.per is Per.KEPT}
    assert to_resume(again) == ("see",)


def test_remark_is_go_and_is_shown() -> None:
    ready = answered(after(started(), event_of(BRIGHT), event_of(LOUD), event_of(SLOW)))
    assert banner_of(ready).verdict is Verdict.GO_WITH_REMARKS
    assert banner_of(ready).headline == "The network is slow."
