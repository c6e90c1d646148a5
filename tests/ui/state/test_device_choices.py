"""What the person chose and answered about devices, from one test of everything to the next."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from readiness.checks.registry import CheckGroup
from readiness.model import Policy
from readiness.ui.state.events import AllRetested, HeadsetAnswered, ToneAnswered
from readiness.ui.state.initial_state import initial_state
from readiness.ui.state.reducer import apply

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def test_complete_retest_asks_again_for_the_tone_and_expired_answers() -> None:
    state = replace(initial_state(CheckGroup((), ()), Policy(), None, "en"), today=MONDAY)
    for event in (
        HeadsetAnswered("socket", is_headset=True, passing=True),
        HeadsetAnswered("usb", is_headset=True, passing=False),
        ToneAnswered("output", heard=False),
    ):
        state = apply(state, event, 1.0)
    same_day = apply(state, AllRetested(MONDAY), 2.0).choices
    assert (set(same_day.answers), dict(same_day.tones)) == ({"socket", "usb"}, {})
    assert set(apply(state, AllRetested(TUESDAY), 2.0).choices.answers) == {"usb"}
