"""The banner: its counts, and a layout that fits every width without moving."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from readiness.assets import asset
from readiness.checks.registry import AT_ONCE
from readiness.guideline.checklist import Answer
from readiness.guideline.loader import load
from readiness.i18n import Words
from readiness.model import Finding, Judged, Outcome, Policy, Verdict
from readiness.ui.state.banner import Action, Banner
from readiness.ui.state.banner_of_state import banner_of
from readiness.ui.state.checklist_answers import answer, begin_meeting
from readiness.ui.state.events import Tick
from readiness.ui.state.initial_state import initial_state
from readiness.ui.state.outcome_tone import Tone
from readiness.ui.state.reducer import apply
from readiness.ui.state.state import State
from readiness.ui.state.step import Step
from readiness.ui.window.banner_view import BannerView

GUIDELINE = load(asset("guideline.toml"))
ASKED = [item.id for item in GUIDELINE.items if item.asked]


def working(*, guideline: bool = True) -> State:
    """All equipment works, nothing is answered."""
    made = initial_state(AT_ONCE, Policy(), GUIDELINE if guideline else None, "en")
    good = (
        replace(
            row,
            shown=Judged(
                Finding(check=row.check.id, code=f"{row.check.id}.ok", outcome=Outcome.PASS, headline="Good."),
                None,
                settled=True,
            ),
        )
        for row in made.rows
    )
    return replace(begin_meeting(made, date(2026, 11, 23)), rows=tuple(good), step=Step.ROOM)


def count(state: State) -> str:
    banner = banner_of(state)
    return Words("en")(banner.count, banner.counted)


@pytest.mark.parametrize("step", Step)
def test_meeting_that_did_not_open_is_tried_again(step: Step) -> None:
    state = working()
    for item in ASKED:
        state = answer(state, item, Answer.YES)
    refused = replace(state, step=step, refusal="Chrome is missing.")
    assert banner_of(refused).action is Action.OPEN_MEETING
    broken = replace(refused, rows=(replace(refused.rows[0], shown=None), *refused.rows[1:]))
    assert banner_of(broken).action is (Action.NONE if step is Step.EQUIPMENT else Action.TO_EQUIPMENT)


def test_negative_answer_is_a_problem_and_not_an_open_question() -> None:
    left = int(count(working()).removeprefix("Questions left: "))
    one = answer(working(), "badge", Answer.NO)
    assert count(one) == f"To see to: 1. Questions left: {left - 1}"
    for item in ASKED:
        one = answer(one, item, Answer.NO if item == "badge" else Answer.YES)
    assert count(one) == "To see to: 1"


@pytest.mark.parametrize("step", Step)
def test_banner_without_checklist_has_no_count_and_no_target(step: Step) -> None:
    banner = banner_of(replace(working(guideline=False), step=step))
    assert banner.verdict is Verdict.NO_GO
    assert (banner.count, banner.action) == ("", Action.NONE)
    assert banner.headline == "The checklist is missing."


LONG = Banner(
    verdict=Verdict.NO_GO,
    tone=Tone.PROBLEM,
    title="Inte klart än",
    count="Att åtgärda: 1",
    headline="Du vet för lite om patientens hälsa.",
    advice=(
        "Läs in dig i journalen. Räcker det inte: boka ett fysiskt besök och förklara vänligt och pedagogiskt varför."
    ),
    action=Action.TO_ROOM,
)


@pytest.mark.parametrize("width_px", [683, 880, 1024, 1100, 1366])
def test_long_remedy_is_fully_visible(width_px: int, qtbot: QtBot) -> None:
    view = shown(LONG, width_px, qtbot)
    for label in (view.headline, view.advice):
        assert label.heightForWidth(label.width()) <= label.height()
        assert view.rect().contains(label.geometry())
    assert not view.headline.geometry().intersects(view.advice.geometry())


def test_columns_and_height_do_not_change(qtbot: QtBot) -> None:
    view = shown(LONG, 1100, qtbot)
    stood = view.headline.x(), view.button.geometry().left(), view.height()
    for action in Action:
        view.show_banner(replace(LONG, headline="Everything works.", advice="", action=action), Words("sv"))
        assert (view.headline.x(), view.button.geometry().left(), view.height()) == stood


def shown(banner: Banner, width_px: int, qtbot: QtBot) -> BannerView:
    view = BannerView()
    qtbot.addWidget(view)
    view.resize(width_px, view.height())
    view.show()
    view.show_banner(banner, Words("sv"))
    return view


def test_checks_waiting_for_the_camera_are_not_counted() -> None:
    state = working()
    pictures = ("camera", "lighting", "framing", "alone", "background")
    rows = tuple(
        replace(row, shown=Judged(row.check.not_assessed("timed_out"), None, settled=True))
        if row.check.id in pictures
        else row
        for row in state.rows
    )
    state = apply(replace(state, rows=rows), Tick(), 1.0)
    assert [row.finding.code for row in state.rows[:5]] == [
        "camera.timed_out",
        "lighting.waits",
        "framing.waits",
        "alone.waits",
        "background.waits",
    ]
    banner = banner_of(state)
    assert (banner.verdict, banner.counted["count"]) == (Verdict.NO_GO, 1)
    healed = replace(state.rows[0], shown=working().rows[0].shown)
    state = apply(replace(state, rows=(healed, *state.rows[1:])), Tick(), 2.0)
    assert [row.finding.code for row in state.rows[1:4]] == [f"{each.check.id}.timed_out" for each in state.rows[1:4]]
