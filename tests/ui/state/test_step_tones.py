"""The marks in the bar of steps: what is done, what has a problem, what is left to do."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from readiness.assets import asset
from readiness.checks.registry import AT_ONCE
from readiness.guideline.checklist import Answer
from readiness.guideline.loader import load
from readiness.model import Finding, Judged, Outcome, Policy
from readiness.ui.state.checklist_answers import answer, begin_meeting
from readiness.ui.state.initial_state import initial_state
from readiness.ui.state.outcome_tone import Tone
from readiness.ui.state.state import State
from readiness.ui.state.step import Step
from readiness.ui.state.step_tones import step_tones

GUIDELINE = load(asset("guideline.toml"))
ASKED = [item.id for item in GUIDELINE.items if item.asked]


def station(first: Finding | None, *, guideline: bool = True) -> State:
    """A station whose checks all pass, but the first shows `first`, or has no result yet."""
    made = initial_state(AT_ONCE, Policy(), GUIDELINE if guideline else None, "en")

    def passed(check: str) -> Finding:
        return Finding(check=check, code=f"{check}.ok", outcome=Outcome.PASS, headline="Good.")

    shown = [first, *(passed(row.check.id) for row in made.rows[1:])]
    rows = [
        replace(row, shown=Judged(finding, None, settled=True) if finding else None)
        for row, finding in zip(made.rows, shown, strict=True)
    ]
    return replace(begin_meeting(made, date(2026, 11, 23)), rows=tuple(rows), step=Step.ROOM)


def finding(outcome: Outcome, *, asks: bool = False) -> Finding:
    remedy = "" if outcome is Outcome.PASS else "Do this."
    return Finding(check="camera", code="camera.any", outcome=outcome, headline="Any.", remedy=remedy, asks=asks)


@pytest.mark.parametrize(
    ("first", "tone"),
    [
        (finding(Outcome.PASS), Tone.GOOD),
        (finding(Outcome.WARN), Tone.GOOD),
        (finding(Outcome.FAIL), Tone.PROBLEM),
        (finding(Outcome.NOT_ASSESSED), Tone.PROBLEM),
        (finding(Outcome.NOT_ASSESSED, asks=True), Tone.WORKING),
        (None, Tone.WORKING),
    ],
    ids=["pass", "remark", "no-go", "not assessed", "a question", "not tested yet"],
)
def test_equipment_has_the_tone_of_its_worst_finding(first: Finding | None, tone: Tone) -> None:
    assert step_tones(station(first))[Step.EQUIPMENT] is tone
    assert step_tones(replace(station(first), expired=True))[Step.EQUIPMENT] is Tone.WORKING, "all is tested again"


def test_room_is_good_once_every_question_is_answered() -> None:
    state = station(finding(Outcome.PASS))
    assert step_tones(state)[Step.ROOM] is Tone.WORKING
    for item in ASKED:
        state = answer(state, item, Answer.YES)
    assert step_tones(state)[Step.ROOM] is Tone.GOOD
    assert step_tones(answer(state, "badge", Answer.NO))[Step.ROOM] is Tone.PROBLEM


def test_missing_checklist_is_a_problem() -> None:
    assert step_tones(station(finding(Outcome.PASS), guideline=False))[Step.ROOM] is Tone.PROBLEM


def test_meeting_is_done_when_it_is_open() -> None:
    state = station(finding(Outcome.PASS))
    assert step_tones(state)[Step.START] is Tone.WORKING
    assert step_tones(replace(state, meeting_open=True))[Step.START] is Tone.GOOD
