"""Whatever happens, in whatever order: no go without evidence, and a go when all is well.

`make fuzz` tries far more.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_findings import finding_of, passing

from readiness.assets import asset
from readiness.checks.registry import AFTERWARDS, AT_ONCE, ON_REQUEST
from readiness.guideline.checklist import Answer, Situation, items_for
from readiness.guideline.data import Group, Weight
from readiness.guideline.loader import load
from readiness.meeting_policy import Override, Reason
from readiness.model import (
    AnyCheck,
    Ended,
    Event,
    Finding,
    Judged,
    Level,
    Outcome,
    Policy,
    Preview,
    Started,
    Verdict,
)
from readiness.ui.state.banner_of_state import banner_of
from readiness.ui.state.check_rows import DOUBT_S, HOLD_S
from readiness.ui.state.events import (
    AllConfirmed,
    AllRetested,
    Answered,
    GroupAnswered,
    LanguageChanged,
    MeetingOpened,
    MeetingRefused,
    MeetingRequested,
    MeetingTypeChanged,
    NextMeeting,
    OverrideChosen,
    ProbePaused,
    ProbeStarting,
    RepeatedAnswers,
    RowToggled,
    StepChanged,
    TestsExpired,
    Tick,
    WindowEvent,
    WindowHidden,
)
from readiness.ui.state.initial_state import initial_state
from readiness.ui.state.outcome_tone import Tone
from readiness.ui.state.reducer import apply
from readiness.ui.state.state import State, may_start, overdue_rows
from readiness.ui.state.step import Step
from readiness.ui.state.step_tones import step_tones

pytestmark = pytest.mark.slow

HISTORIES = max(50, int(os.environ.get("READINESS_FUZZ_INPUTS", "0")) // 20)
"""A history of events takes as long as some twenty inputs of a parser."""

budget = settings(max_examples=HISTORIES, deadline=None)

GUIDELINE = load(asset("guideline.toml"))
CHECKS: tuple[AnyCheck, ...] = (*AT_ONCE.checks, *ON_REQUEST.checks, *AFTERWARDS.checks)
PROBE_OF = {
    kind: probe.name for probe in (*AT_ONCE.probes, *ON_REQUEST.probes, *AFTERWARDS.probes) for kind in probe.yields
}
RUN_AT_ONCE = tuple(probe.name for probe in AT_ONCE.probes)
DAY = date(2026, 11, 23)
GO = frozenset({Verdict.GO, Verdict.GO_WITH_REMARKS})


def judged(check: AnyCheck, finding: Finding) -> Event:
    return Event(PROBE_OF[check.measurement], Judged(finding, None, settled=True))


FINDINGS = st.sampled_from(
    [judged(check, finding_of(check, rule)) for check in CHECKS for rule in check.rules]
    + [judged(check, check.not_assessed(why)) for check in CHECKS for why in ("timed_out", "crashed", "not_assessed")]
)
NAMES = st.sampled_from(sorted(set(PROBE_OF.values())))
LIVE = st.sampled_from([Started(()), Ended(), Level(-30.0, -20.0), Preview(1, 1, bytes(3))])
PERSONS: st.SearchStrategy[WindowEvent] = st.one_of(
    st.builds(Answered, st.sampled_from([item.id for item in GUIDELINE.items if item.asked]), st.sampled_from(Answer)),
    st.builds(GroupAnswered, st.sampled_from(Group)),
    st.builds(MeetingTypeChanged, st.builds(Situation, distance_work=st.booleans(), minor=st.booleans())),
    st.builds(StepChanged, st.sampled_from(Step)),
    st.builds(RowToggled, st.sampled_from([check.id for check in CHECKS])),
    st.builds(LanguageChanged, st.sampled_from(["sv", "en"])),
    st.builds(WindowHidden, st.booleans()),
    st.builds(OverrideChosen, st.sampled_from(Reason) | st.none()),
    st.builds(MeetingRequested, st.booleans()),
    st.builds(MeetingRefused, st.just("Google Chrome was not found. Ask IT support to install it.")),
    st.sampled_from([RepeatedAnswers(), AllConfirmed(), MeetingOpened(), NextMeeting(DAY), AllRetested(DAY)]),
    st.just(TestsExpired()),
)
EVENTS: st.SearchStrategy[WindowEvent] = st.one_of(
    FINDINGS,
    FINDINGS,
    st.builds(Event, NAMES, LIVE),
    st.builds(ProbeStarting, NAMES, st.booleans()),
    st.builds(ProbePaused, NAMES),
    PERSONS,
    st.just(Tick()),
)
OVERRIDES = st.builds(Override, allowed=st.booleans())
HISTORY = st.lists(st.tuples(EVENTS, st.sampled_from([0.0, 0.1, HOLD_S, 5.0])), max_size=60)


def first_state(override: Override) -> State:
    return initial_state(
        AT_ONCE,
        Policy((override,)),
        GUIDELINE,
        "sv",
        on_request=ON_REQUEST,
        afterwards=AFTERWARDS,
    )


def after(state: State, history: Sequence[tuple[WindowEvent, float]]) -> State:
    """Apply the events, each some seconds after the one before, and look at what is shown each time."""
    for event, passes_s in history:
        state = apply(state, event, state.now_s + passes_s)
        look_at(state)
    return state


def look_at(state: State) -> None:
    banner = banner_of(state)
    assert banner.title
    assert banner.headline
    if banner.verdict in GO and not state.meeting_open:
        assert may_start(state)
        tones = step_tones(state)
        assert (tones[Step.EQUIPMENT], tones[Step.ROOM]) == (Tone.GOOD, Tone.GOOD)
        assert not state.expired
        assert all(row.shown and not row.finding.blocks for row in state.rows)
        required = [each for each in items_for(GUIDELINE, state.situation) if each.asked and each.weight is Weight.MUST]
        assert {state.answers.get(item.id) for item in required} <= {Answer.YES, Answer.NOT_APPLICABLE}


def retested(state: State) -> State:
    """What F5 does, after a meeting as well."""
    events: list[WindowEvent] = [
        WindowHidden(hidden=False),
        NextMeeting(DAY),
        AllRetested(DAY),
        StepChanged(Step.EQUIPMENT),
    ]
    events += [ProbeStarting(name, afresh=True) for name in RUN_AT_ONCE]
    return after(state, [(event, 0.1) for event in events])


def all_well(state: State) -> State:
    """Every check passes for as long as findings have to hold, and every question is answered with yes."""
    every = (*AT_ONCE.checks, *(row.check for row in overdue_rows(state)))
    passes: list[WindowEvent] = [judged(check, finding_of(check, passing(check))) for check in every]
    state = after(state, [(event, 0.1) for _ in range(3) for event in (*passes, Tick())])
    asked = [item.id for item in items_for(GUIDELINE, state.situation) if item.asked]
    return after(state, [(Answered(item, Answer.YES), 0.1) for item in asked])


@budget
@given(
    HISTORY,
    OVERRIDES,
    st.sampled_from([check for check in AT_ONCE.checks if any(r.outcome is Outcome.FAIL for r in check.rules)]),
)
def test_failure_that_holds_is_no_go(
    history: list[tuple[WindowEvent, float]], override: Override, check: AnyCheck
) -> None:
    state = all_well(retested(after(first_state(override), history)))
    failing = judged(check, finding_of(check, next(rule for rule in check.rules if rule.outcome is Outcome.FAIL)))
    state = after(state, [(failing, 0.0), (failing, HOLD_S), (failing, DOUBT_S)])
    assert banner_of(state).verdict is Verdict.NO_GO
    assert not may_start(state) or override.allowed


@budget
@given(HISTORY, OVERRIDES)
def test_station_where_all_is_well_is_a_go(history: list[tuple[WindowEvent, float]], override: Override) -> None:
    state = all_well(retested(after(first_state(override), history)))
    assert banner_of(state).verdict in GO
    assert may_start(state)
