"""What the banner says when nothing has changed since a go earlier today. No Qt."""

from __future__ import annotations

from datetime import UTC, datetime

from acting_probes import CHECKS, PROBES, Heard, Linked, Seen

from readiness.model import Event, Judged, Policy, Verdict
from readiness.ui.state.banner_of_state import FEW_WORDS, UNCHANGED, banner_of
from readiness.ui.state.events import ComparedWithGo, ProbeStarting
from readiness.ui.state.reducer import apply
from readiness.ui.state.state import State, begin

EIGHT = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)
SEES, HEARS, LINKED = CHECKS
ALL_WELL = ((SEES, Seen(brightness_db=30.0)), (HEARS, Heard(loudness_db=30.0)), (LINKED, Linked(speed_mbps=1000.0)))


def under_way() -> State:
    state = begin(CHECKS, PROBES, Policy(), None, "en")
    for probe in PROBES:
        state = apply(state, ProbeStarting(probe.name, afresh=True), 0.0)
    return apply(state, ComparedWithGo(EIGHT), 0.0)


def test_while_tests_go_on_it_says_that_a_few_words_are_enough() -> None:
    told = banner_of(under_way())
    assert told.verdict is None
    assert (told.advice, told.counted["time"]) == (FEW_WORDS, f"{EIGHT.astimezone():%H:%M}")


def test_it_is_taken_back_when_something_has_changed() -> None:
    told = banner_of(apply(under_way(), ComparedWithGo(None), 0.0))
    assert told.advice != FEW_WORDS
    assert "time" not in told.counted


def test_that_nothing_has_changed_is_no_evidence() -> None:
    state = under_way()
    for check, measurement in ALL_WELL[:-1]:
        probe = next(probe for probe in PROBES if check.measurement in probe.yields)
        finding = check.judge(measurement, Policy().of(check.policy))
        state = apply(state, Event(probe.name, Judged(finding, measurement, settled=True)), 0.1)
    assert banner_of(state).verdict is None
    assert banner_of(state).count != UNCHANGED
    assert banner_of(begin(CHECKS, PROBES, Policy(), None, "en")).verdict is Verdict.NO_GO
