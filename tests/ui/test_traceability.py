"""From every sentence of the guideline to where the window shows it, and back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from opened_window import NO_EFFECT
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from readiness.assets import asset
from readiness.checks.registry import AT_ONCE
from readiness.guideline.checklist import Situation
from readiness.guideline.data import Item, Sentence
from readiness.guideline.loader import load
from readiness.model import Policy
from readiness.ui.equipment.equipment_page import sentences
from readiness.ui.session.window_config import WindowConfig
from readiness.ui.state.events import MeetingTypeChanged
from readiness.ui.state.step import Step
from readiness.ui.widgets.reason_button import ReasonButton
from readiness.ui.window.main_window import MainWindow

GUIDELINE = load(asset("guideline.toml"))
BY_A_CHECK = [item for item in GUIDELINE.items if item.checks]
BY_NO_CHECK = [item for item in GUIDELINE.items if not item.checks]


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(WindowConfig(policy=Policy(), language="sv", system_actions=NO_EFFECT, guideline=GUIDELINE))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def reasons(window: MainWindow) -> dict[str, ReasonButton]:
    """The reason that the window has for each item that no check answers."""
    assert window.room.checklist
    groups = window.room.checklist.groups
    questions = {name: each.why for name, each in window.room.checklist.questions.items()}
    statements = {name: each.why for group in groups for name, each in group.statements.items()}
    later = (*window.start.outage.statements, *window.start.after.statements)
    return questions | statements | {each.item.id: each.why for each in later}


def named(item: Item | Sentence) -> str:
    return item.id


def test_every_item_that_no_check_answers_is_in_the_window(window: MainWindow) -> None:
    assert reasons(window).keys() == {item.id for item in BY_NO_CHECK}


@pytest.mark.slow
@pytest.mark.parametrize("sentence", GUIDELINE.sentences, ids=named)
def test_every_sentence_is_shown_where_its_items_are(window: MainWindow, sentence: Sentence) -> None:
    shown = reasons(window)
    rows = sentences(GUIDELINE, AT_ONCE.checks)
    items = [item for item in GUIDELINE.items if sentence.id in item.sentences]
    assert items
    for item in items:
        if item.checks:
            assert any(sentence.text in rows.get(check, ()) for check in item.checks)
        else:
            assert f"”{sentence.text}” ({sentence.section})" in shown[item.id].reason.text()


@pytest.mark.slow
@pytest.mark.parametrize("item", BY_NO_CHECK, ids=named)
def test_reason_shows_exactly_the_sentences_of_the_item(window: MainWindow, item: Item) -> None:
    lines = reasons(window)[item.id].reason.text().splitlines()
    assert lines == [f"”{each.text}” ({each.section})" for each in GUIDELINE.why(item)]


@pytest.mark.parametrize("item", BY_A_CHECK, ids=named)
def test_a_check_that_answers_an_item_names_its_sentences(item: Item) -> None:
    named_by = {sentence for check in AT_ONCE.checks if check.id in item.checks for sentence in check.guideline}
    assert set(item.sentences) <= named_by


def test_every_reason_is_opened_and_closed_by_keyboard(window: MainWindow) -> None:
    window.store.dispatch(MeetingTypeChanged(Situation(distance_work=True, minor=True, without_bankid=True)))
    window.store.go(Step.ROOM)
    assert window.room.checklist
    for group in window.room.checklist.groups:
        group.more.title.click()
    for step in (Step.ROOM, Step.START):
        window.store.go(step)
        for why in (each for each in reasons(window).values() if each.isVisibleTo(window)):
            why.setFocus()
            QTest.keyClick(why, Qt.Key.Key_Space)
            assert why.reason.isVisibleTo(window)
            QTest.keyClick(why, Qt.Key.Key_Space)
            assert not why.reason.isVisibleTo(window)
