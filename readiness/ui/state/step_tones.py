"""The state of each step, for the marks in the step bar. No Qt."""

from __future__ import annotations

from collections.abc import Mapping

from readiness.model import Outcome
from readiness.ui.state.banner_of_tests import faulty_rows
from readiness.ui.state.outcome_tone import Tone
from readiness.ui.state.state import State, interrupted, tests_go_on
from readiness.ui.state.step import Step


def step_tones(state: State) -> Mapping[Step, Tone]:
    """Return each step's tone: a problem must be fixed, a good step is done, any other is still to do.

    Remarks leave a step good, as they do in the banner.
    """
    return {
        Step.EQUIPMENT: _equipment(state),
        Step.ROOM: _room(state),
        Step.START: Tone.GOOD if state.meeting_open else Tone.WORKING,
    }


def _equipment(state: State) -> Tone:
    if state.expired:
        return Tone.WORKING
    faults = faulty_rows(state)
    if any(not row.finding.asks for row in faults):
        return Tone.PROBLEM
    unfinished = faults or tests_go_on(state) or any(interrupted(state, row) for row in state.rows)
    return Tone.WORKING if unfinished else Tone.GOOD


def _room(state: State) -> Tone:
    blocked = [each for each in state.room if each.blocks]
    if state.guideline is None or any(each.outcome is Outcome.FAIL for each in blocked):
        return Tone.PROBLEM
    return Tone.WORKING if blocked else Tone.GOOD
