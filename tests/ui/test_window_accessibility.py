"""What a screen reader meets, and contrasts in light and dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fake_device_probes import CHECKS, PROBES
from msgspec.structs import asdict
from opened_window import window_config
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from readiness.assets import asset
from readiness.checks.registry import CheckGroup
from readiness.guideline.loader import load
from readiness.ui.state.events import RowToggled
from readiness.ui.state.outcome_tone import Tone
from readiness.ui.state.step import Step
from readiness.ui.theme import accessibility, theme
from readiness.ui.theme.colours import CONTRAST, DARK, LIGHT, Colours, contrast
from readiness.ui.window.main_window import MainWindow

CONTROLS = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText,
    QAccessible.Role.ComboBox,
    QAccessible.Role.PushButton,
    QAccessible.Role.ButtonMenu,
    QAccessible.Role.PageTab,
}


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    setup = window_config(language="sv", guideline=load(asset("guideline.toml")), at_once=CheckGroup(CHECKS, PROBES))
    accessibility.install()  # as the program does; a process in which another test has done it keeps it
    made = MainWindow(setup)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def walk(node: QAccessibleInterface | None) -> Iterator[QAccessibleInterface]:
    if node is None:
        return
    yield node
    for index in range(node.childCount()):
        yield from walk(node.child(index))


@pytest.mark.parametrize("step", list(Step))
def test_every_control_has_a_name(window: MainWindow, step: Step) -> None:
    window.store.go(step)
    window.store.dispatch(RowToggled("eye"))
    nodes = [each for each in walk(QAccessible.queryAccessibleInterface(window)) if not each.state().invisible]
    controls = [each for each in nodes if each.role() in CONTROLS]
    assert len(controls) > 5
    nameless = [each.role() for each in controls if not each.text(QAccessible.Text.Name)]
    assert not nameless


def test_a_row_is_read_as_title_outcome_and_headline(window: MainWindow) -> None:
    name = window.equipment.rows["eye"].header.accessibleName()
    assert name.startswith("Eye. ")
    assert len(name.split(". ")) >= 3


@pytest.mark.parametrize("step", list(Step))
def test_tab_reaches_every_control_from_top_to_bottom(window: MainWindow, step: Step) -> None:
    window.store.go(step)
    window.steps.buttons[step].setFocus()
    met: list[QWidget] = []
    while True:
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in met:
            break
        met.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    expected = {
        each
        for each in window.findChildren(QWidget)
        if each.isVisibleTo(window) and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    steps = set(window.steps.buttons.values())
    missed = {each for each in expected - set(met) - steps if not each.focusProxy()}
    assert not missed


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("tone", list(Tone))
def test_outcome_colours_have_sufficient_contrast(scheme: Colours, tone: Tone) -> None:
    for ground in (scheme.ground, scheme.surface, scheme.tone_ground(tone)):
        assert contrast(scheme.tone(tone), ground) >= CONTRAST


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_has_sufficient_contrast(scheme: Colours) -> None:
    grounds = [colour for name, colour in asdict(scheme).items() if name.endswith("ground")]
    for ground in (*grounds, scheme.surface):
        assert contrast(scheme.text, ground) >= 7
        assert contrast(scheme.muted, ground) >= CONTRAST
    assert contrast(scheme.on_accent, scheme.accent) >= CONTRAST
    assert contrast(scheme.accent, scheme.surface) >= CONTRAST
    for tone in (Tone.GOOD, Tone.PROBLEM):
        assert contrast(scheme.ground, scheme.tone(tone)) >= CONTRAST


def test_the_palette_in_use_is_readable(window: MainWindow) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply_theme(application)
    palette = window.palette()
    assert contrast(palette.windowText().color(), palette.window().color()) >= 7
    assert contrast(palette.highlightedText().color(), palette.highlight().color()) >= CONTRAST
