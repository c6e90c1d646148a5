"""From every sentence of the guideline to where the window shows it, and back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from readiness.assets import asset
from readiness.checks import ALL
from readiness.guideline.checklist import Situation
from readiness.guideline.data import Item, Sentence
from readiness.guideline.loader import load
from readiness.model import Policy
from readiness.ui.doors import Doors
from readiness.ui.equipment_page import sentences
from readiness.ui.happenings import Situated, Step
from readiness.ui.main_window import Window
from readiness.ui.setup import Setup
from readiness.ui.why import Why

GUIDELINE = load(asset("guideline.toml"))
BY_A_CHECK = [item for item in GUIDELINE.items if item.checks]
BY_NO_CHECK = [item for item in GUIDELINE.items if not item.checks]


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    nowhere = Doors(places=frozenset(), open_place=lambda _: "", open_meeting=lambda _: "")
    made = Window(Setup(policy=Policy(), language="sv", doors=nowhere, guideline=GUIDELINE))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def reasons(window: Window) -> dict[str, Why]:
    """The reason that the window has for each item that no check answers."""
    assert window.room.checklist
    groups = window.room.checklist.groups
    asked = {name: each.why for name, each in window.room.checklist.questions.items()}
    told = {name: each.why for group in groups for name, each in group.statements.items()}
    return asked | told | {each.item.id: each.why for each in window.start.after.statements}


def named(item: Item | Sentence) -> str:
    return item.id


def test_every_item_that_no_check_answers_is_in_the_window(window: Window) -> None:
    assert reasons(window).keys() == {item.id for item in BY_NO_CHECK}


@pytest.mark.parametrize("sentence", GUIDELINE.sentences, ids=named)
def test_every_sentence_is_read_in_the_window_where_its_items_are(window: Window, sentence: Sentence) -> None:
    shown = reasons(window)
    rows = sentences(GUIDELINE, ALL)
    items = GUIDELINE.carried_out_by(sentence.id)
    assert items
    for item in items:
        if item.checks:
            assert any(sentence.text in rows.get(check, ()) for check in item.checks)
        else:
            assert f"”{sentence.text}” ({sentence.section})" in shown[item.id].reason.text()


@pytest.mark.parametrize("item", BY_NO_CHECK, ids=named)
def test_a_reason_shows_the_item_s_sentences_and_no_others(window: Window, item: Item) -> None:
    lines = reasons(window)[item.id].reason.text().splitlines()
    assert lines == [f"”{each.text}” ({each.section})" for each in GUIDELINE.why(item)]


@pytest.mark.parametrize("item", BY_A_CHECK, ids=named)
def test_a_check_that_answers_an_item_names_its_sentences(item: Item) -> None:
    named_by = {sentence for check in ALL if check.id in item.checks for sentence in check.guideline}
    assert set(item.sentences) <= named_by


def test_every_reason_is_opened_and_closed_by_keyboard(window: Window) -> None:
    window.tell(Situated(Situation(distance_work=True, minor=True, without_bankid=True)))
    window.go(Step.ROOM)
    assert window.room.checklist
    for group in window.room.checklist.groups:
        group.more.title.click()
    for step in (Step.ROOM, Step.START):
        window.go(step)
        for why in (each for each in reasons(window).values() if each.isVisibleTo(window)):
            why.setFocus()
            QTest.keyClick(why, Qt.Key.Key_Space)
            assert why.reason.isVisibleTo(window)
            QTest.keyClick(why, Qt.Key.Key_Space)
            assert not why.reason.isVisibleTo(window)
