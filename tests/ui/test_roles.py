"""Accessibility for screen readers: roles, expanded states, and no empty names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from pytestqt.qtbot import QtBot
from quiet_window import QuietWindow

from readiness.ui.state.events import RowToggled, Step
from readiness.ui.theme import accessibility

pytestmark = pytest.mark.slow

Role = QAccessible.Role


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
