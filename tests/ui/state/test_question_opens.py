"""A row that begins to ask something is opened, however the question comes to be shown."""

from __future__ import annotations

import pytest
from rule_findings import finding_of, rule_of

from readiness.checks import headset
from readiness.checks.registry import AT_ONCE, CheckGroup
from readiness.model import Event, Judged, Policy
from readiness.ui.state.check_rows import HOLD_S
from readiness.ui.state.events import RowToggled, Tick
from readiness.ui.state.initial_state import initial_state
from readiness.ui.state.reducer import apply
from readiness.ui.state.state import State, row_of

CHECK = headset.CHECK


def found(what: str) -> Event:
    return Event("headset", Judged(finding_of(CHECK, rule_of(CHECK, what)), None, settled=True))


@pytest.fixture
def wearing() -> State:
    """A headset has been recognised, and its row is closed."""
    return apply(initial_state(CheckGroup((CHECK,), AT_ONCE.probes), Policy(), None, "sv"), found("ok"), 1.0)


@pytest.mark.parametrize("then", [Tick(), found("ask")], ids=["time passes", "measured again"])
def test_question_after_a_change_of_devices_opens_its_row(wearing: State, then: Tick | Event) -> None:
    state = apply(wearing, found("ask"), 2.0)
    assert not row_of(state, CHECK.id).opened, "not yet shown"
    state = apply(state, then, 2.0 + HOLD_S)
    assert row_of(state, CHECK.id).finding.asks
    assert row_of(state, CHECK.id).opened


def test_row_that_the_person_has_closed_stays_closed(wearing: State) -> None:
    state = apply(apply(wearing, found("ask"), 2.0), Tick(), 2.0 + HOLD_S)
    state = apply(state, RowToggled(CHECK.id), 4.0)
    state = apply(apply(state, found("ask"), 5.0), Tick(), 7.0)
    assert not row_of(state, CHECK.id).opened
