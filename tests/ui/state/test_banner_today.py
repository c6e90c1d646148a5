"""The banner when nothing has changed since an earlier go of today. No Qt."""

from __future__ import annotations

from datetime import UTC, datetime

from fake_device_probes import CHECKS, PROBES, Brightness, LinkSpeed, Loudness
from msgspec.structs import replace

from readiness.checks.registry import CheckGroup
from readiness.model import Ended, Event, Judged, Policy, Verdict
from readiness.ui.state.banner import TESTING
from readiness.ui.state.banner_of_state import UNCHANGED, banner_of
from readiness.ui.state.banner_of_tests import FEW_WORDS
from readiness.ui.state.events import ComparedWithGo, ProbeStarting
from readiness.ui.state.initial_state import initial_state
from readiness.ui.state.reducer import apply
from readiness.ui.state.state import State, waits

EIGHT = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)
SEES, HEARS, LINKED = CHECKS
ALL_WELL = (
    (SEES, Brightness(brightness_db=30.0)),
    (HEARS, Loudness(loudness_db=30.0)),
    (LINKED, LinkSpeed(speed_mbps=1000.0)),
)


def under_way() -> State:
    state = initial_state(CheckGroup(CHECKS, PROBES), Policy(), None, "en")
    for probe in PROBES:
        state = apply(state, ProbeStarting(probe.name, afresh=True), 0.0)
    return apply(state, ComparedWithGo(EIGHT), 0.0)


def test_banner_says_that_a_few_words_are_enough() -> None:
    banner = banner_of(under_way())
    assert banner.verdict is None
    assert (banner.advice, banner.counted["time"]) == (FEW_WORDS, f"{EIGHT.astimezone():%H:%M}")


def test_hint_disappears_after_a_change() -> None:
    banner = banner_of(apply(under_way(), ComparedWithGo(None), 0.0))
    assert banner.advice != FEW_WORDS
    assert "time" not in banner.counted


def test_unchanged_station_is_no_evidence() -> None:
    state = under_way()
    for check, measurement in ALL_WELL[:-1]:
        probe = next(probe for probe in PROBES if check.measurement in probe.yields)
        finding = check.judge(measurement, Policy().of(check.policy))
        state = apply(state, Event(probe.name, Judged(finding, measurement, settled=True)), 0.1)
    assert banner_of(state).verdict is None
    assert banner_of(state).count != UNCHANGED


def test_window_that_has_just_opened_says_that_it_tests() -> None:
    """Its first paint comes before the tests begin; a red verdict would flash up before each meeting."""
    opened = initial_state(CheckGroup(CHECKS, PROBES), Policy(), None, "en")
    assert (banner_of(opened).title, banner_of(opened).verdict) == (TESTING, None)
    assert all(waits(opened, row) for row in opened.rows)
    assert not any(waits(replace(opened, hidden=True), row) for row in opened.rows), "in the tray nothing begins"
    ended = opened
    for probe in PROBES:
        for event in (ProbeStarting(probe.name, afresh=True), Event(probe.name, Ended())):
            ended = apply(ended, event, 1.0)
    assert banner_of(ended).verdict is Verdict.NO_GO
