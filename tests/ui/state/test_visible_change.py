"""What counts as a visible change: sentences, open rows and the arrow, but not every new number."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from readiness.checks import framing
from readiness.checks.registry import AT_ONCE
from readiness.i18n import Words
from readiness.model import Event, Heard, Judged, Level, Outcome, Policy, Preview
from readiness.ui.state.events import LanguageChanged, NoticeShown, RowToggled, WindowEvent
from readiness.ui.state.initial_state import initial_state
from readiness.ui.state.reducer import apply
from readiness.ui.state.state import State
from readiness.ui.state.visible_change import appearance, changes_nothing, is_visible_change

WORDS = Words("en")
CAMERA = next(probe.name for probe in AT_ONCE.probes if framing.Measurement in probe.yields)
GOOD = framing.Measurement(faces_count=1, left_share=0.4, top_share=0.3, width_share=0.2, height_share=0.4)
MOVED = replace(GOOD, left_share=0.41)


def judged(measured: framing.Measurement, outcome: Outcome = Outcome.PASS, headline: str = "Fine.") -> Event:
    finding = replace(
        framing.CHECK.not_assessed(), code="framing.made_up", outcome=outcome, headline=headline, measured={"roll": 1}
    )
    return Event(CAMERA, Judged(finding, measured, settled=True))


def after(*events: WindowEvent) -> State:
    state = initial_state(AT_ONCE, Policy(), None, "en")
    for number, event in enumerate(events):
        state = apply(state, event, 10.0 * number)
    return state


OPENED = RowToggled(framing.CHECK.id)
ARROW = replace(GOOD, advice_direction="left")


@pytest.mark.parametrize(
    ("before", "later", "differs"),
    [
        ((judged(GOOD),), judged(MOVED), False),
        ((judged(GOOD), OPENED), judged(MOVED), True),
        ((judged(ARROW, Outcome.WARN),), judged(replace(ARROW, left_share=0.41), Outcome.WARN), True),
        ((judged(GOOD),), judged(GOOD, headline="Other words."), True),
        ((judged(GOOD),), NoticeShown("Copied."), True),
        ((judged(GOOD),), LanguageChanged("sv"), True),
        ((judged(GOOD),), OPENED, True),
    ],
    ids=["number", "number in an open row", "place under the arrow", "sentence", "notice", "language", "row opens"],
)
def test_only_what_can_be_seen_differs(before: tuple[WindowEvent, ...], later: WindowEvent, differs: bool) -> None:  # noqa: FBT001
    assert (appearance(after(*before), WORDS) != appearance(after(*before, later), WORDS)) is differs


@pytest.mark.parametrize("live", [Preview(4, 2, bytes(24)), Level(-20.0, -10.0)])
def test_only_the_first_picture_or_level_changes_anything(live: Preview | Level) -> None:
    first = Event(CAMERA, live)
    before = after()
    assert not changes_nothing(before, first)
    assert changes_nothing(apply(before, first, 1.0), first)


def test_voice_is_shown_when_there_is_one_to_listen_to_and_not_each_time_it_grows() -> None:
    said, said_more = Event("microphone", Heard(16_000, b"ab")), Event("microphone", Heard(16_000, b"abcd"))
    silent, first, second = after(), after(said), after(said, said_more)
    assert is_visible_change(said, silent, first)
    assert not is_visible_change(said_more, first, second)
    assert appearance(first, WORDS) == appearance(second, WORDS)
