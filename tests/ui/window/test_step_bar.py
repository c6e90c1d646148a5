"""The bar of steps: the open one keeps its number, the others show their state, in shape and in words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from readiness.i18n import Words
from readiness.ui.state.outcome_tone import Tone
from readiness.ui.state.step import Step
from readiness.ui.window.step_bar import StepBar

TO_DO = dict.fromkeys(Step, Tone.WORKING)


@pytest.fixture
def bar(qtbot: QtBot) -> StepBar:
    made = StepBar()
    qtbot.addWidget(made)
    made.resize(1200, 60)
    made.show()
    return made


def shown(bar: StepBar, step: Step, tones: dict[Step, Tone]) -> tuple[list[str], list[QImage], list[QPoint]]:
    bar.show_steps(step, tones, Words("sv"))
    layout = bar.layout()
    assert layout
    layout.activate()
    buttons = list(bar.buttons.values())
    pictures = [each.grab().toImage() for each in buttons]
    return [each.accessibleName() for each in buttons], pictures, [each.pos() for each in buttons]


@pytest.mark.parametrize(("tone", "word"), [(Tone.GOOD, "OK"), (Tone.PROBLEM, "Problem")])
def test_other_steps_show_and_say_how_they_stand(bar: StepBar, tone: Tone, word: str) -> None:
    _, before, places = shown(bar, Step.ROOM, TO_DO)
    names, after, places_now = shown(bar, Step.ROOM, {**TO_DO, Step.EQUIPMENT: tone})
    assert names == [f"1 Teknik: {word}", "2 Rum och person", "3 Starta mötet"]
    assert [was != now for was, now in zip(before, after, strict=True)] == [True, False, False]
    assert places_now == places


def test_open_step_keeps_its_number(bar: StepBar) -> None:
    before = shown(bar, Step.EQUIPMENT, TO_DO)
    assert shown(bar, Step.EQUIPMENT, {**TO_DO, Step.EQUIPMENT: Tone.GOOD}) == before


def test_remark_leaves_the_number(bar: StepBar) -> None:
    before = shown(bar, Step.ROOM, TO_DO)
    assert shown(bar, Step.ROOM, {**TO_DO, Step.EQUIPMENT: Tone.REMARK}) == before
