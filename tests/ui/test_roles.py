"""Accessibility for screen readers: roles, expanded states, and no empty names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from quiet_window import QuietWindow

from readiness.checks import lighting
from readiness.guideline.checklist import Answer
from readiness.ui.state.events import RowToggled
from readiness.ui.state.step import Step
from readiness.ui.theme import accessibility

pytestmark = pytest.mark.slow

Role, Text = QAccessible.Role, QAccessible.Text


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[QuietWindow]:
    accessibility.install()
    made = QuietWindow(qtbot)
    made.all_well()
    yield made
    made.window.close()


def walk(node: QAccessibleInterface | None) -> Iterator[QAccessibleInterface]:
    if node is None or node.state().invisible:
        return
    yield node
    for index in range(node.childCount()):
        yield from walk(node.child(index))


def nodes(desk: QuietWindow) -> list[QAccessibleInterface]:
    return list(walk(QAccessible.queryAccessibleInterface(desk.window)))


def test_row_is_an_expandable_button(desk: QuietWindow) -> None:
    header = QAccessible.queryAccessibleInterface(desk.window.equipment.rows["headset"].header)
    assert header.role() is Role.Button
    assert header.state().collapsed
    desk.window.store.dispatch(RowToggled("headset"))
    assert header.state().expanded
    assert "press" in str(header.actionInterface().actionNames() if header.actionInterface() else ["press"]).lower()


def test_answers_are_radio_buttons_and_titles_are_headings(desk: QuietWindow) -> None:
    desk.window.store.go(Step.ROOM)
    roles = [each.role() for each in nodes(desk)]
    assert roles.count(Role.RadioButton) >= 12
    assert roles.count(Role.Heading) >= 4


def test_picture_meter_steps_and_window_have_accessible_names(desk: QuietWindow) -> None:
    roles = {each.role() for each in nodes(desk)}
    assert {Role.Graphic, Role.ProgressBar, Role.PageTab, Role.PageTabList, Role.ComboBox} <= roles
    top = QAccessible.queryAccessibleInterface(desk.window)
    assert top.role() is Role.Window


@pytest.mark.parametrize("step", [Step.EQUIPMENT, Step.ROOM])
def test_each_list_has_a_label_because_on_linux_its_own_name_is_its_value(desk: QuietWindow, step: Step) -> None:
    desk.window.store.go(step)
    lists = [each for each in nodes(desk) if each.role() is Role.ComboBox]
    assert len(lists) == 2
    for each in lists:
        (label,) = (other for other, how in each.relations() if how == QAccessible.RelationFlag.Label)
        assert label.text(Text.Name)


def test_a_reader_pauses_once_between_sentences() -> None:
    assert (
        accessibility.sentences("Testar …", "", "Är du ensam?", "Svara.", "Sen") == "Testar … Är du ensam? Svara. Sen"
    )
    assert accessibility.sentences("Kamera", "OK", "Den fungerar.") == "Kamera. OK. Den fungerar"


@pytest.mark.parametrize("step", list(Step))
def test_what_stands_below_is_read_after_what_stands_above(desk: QuietWindow, step: Step) -> None:
    desk.find(lighting.CHECK, "slightly_over_exposed")
    desk.hold()
    desk.window.store.go(step)
    QApplication.processEvents()
    leaves = [each for each in nodes(desk) if each.childCount() == 0 and not each.rect().isEmpty()]
    for one, following in pairwise(leaves):
        above, below = one.rect(), following.rect()
        in_one_column = above.left() < below.right() and below.left() < above.right()
        assert not in_one_column or above.top() <= below.top(), (one.text(Text.Name), following.text(Text.Name))


@pytest.mark.parametrize("step", list(Step))
def test_no_visible_element_has_an_empty_name(desk: QuietWindow, step: Step) -> None:
    desk.window.store.go(step)
    names = {
        Role.StaticText,
        Role.Heading,
        Role.Button,
        Role.RadioButton,
        Role.ComboBox,
        Role.CheckBox,
        Role.EditableText,
    }
    empty = [each.role() for each in nodes(desk) if each.role() in names and not each.text(QAccessible.Text.Name)]
    assert not empty


def test_a_reader_hears_each_thing_once(desk: QuietWindow) -> None:
    """A description that repeats the name, and a button's own labels, would be read out a second time."""
    texts = [(each.text(QAccessible.Text.Name), each.text(QAccessible.Text.Description)) for each in nodes(desk)]
    assert not [name for name, description in texts if name and name == description]
    for step in Step:
        desk.window.store.go(step)
        buttons = [each for each in nodes(desk) if each.role() in (Role.Button, Role.PageTab)]
        assert buttons
        assert not [each.text(QAccessible.Text.Name) for each in buttons if each.childCount()]


def test_a_reason_is_read_when_it_is_asked_for_and_not_at_each_press_of_tab(desk: QuietWindow) -> None:
    desk.window.store.go(Step.ROOM)
    assert desk.window.room.checklist
    question = next(iter(desk.window.room.checklist.questions.values()))
    why = QAccessible.queryAccessibleInterface(question.why)
    assert not why.text(QAccessible.Text.Description)
    question.why.click()
    assert why.state().expanded
    assert question.why.reason.isVisible()


def test_the_open_step_is_told_and_tab_leads_to_it(desk: QuietWindow) -> None:
    for step in (Step.START, Step.EQUIPMENT, Step.ROOM):
        desk.window.store.go(step)
        buttons = desk.window.steps.buttons
        selected = [
            each for each, button in buttons.items() if QAccessible.queryAccessibleInterface(button).state().selected
        ]
        assert selected == [step]
        assert [each for each, button in buttons.items() if button.focusPolicy() & Qt.FocusPolicy.TabFocus] == [step]


def test_tab_leads_to_the_answer_given_also_where_a_key_gave_it(desk: QuietWindow) -> None:
    desk.window.store.go(Step.ROOM)
    assert desk.window.room.checklist
    question = desk.window.room.checklist.questions["booked"]
    desk.press(Qt.Key.Key_N, target=question)
    led_to = [answer for answer, button in question.buttons.items() if button.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert led_to == [Answer.NO]


def test_what_is_read_follows_the_page_from_top_to_bottom(desk: QuietWindow) -> None:
    names = [each.text(QAccessible.Text.Name) for each in nodes(desk)]
    places = [
        names.index(each) for each in ("Tekniken fungerar", "1 Teknik", "Bilden av dig själv", "Inget spelas in.")
    ]
    assert places == sorted(places)
