"""Applying the theme: widgets get the colours when these change, and only then."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from readiness.ui.theme import theme
from readiness.ui.theme.repolish import Repolisher
from readiness.ui.theme.theme import Theme


class Seen(QObject):
    """Notes the types of a widget's events."""

    def __init__(self) -> None:
        super().__init__()
        self.types: set[QEvent.Type] = set()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's own name)
        self.types.add(event.type())
        return False


@pytest.fixture
def application() -> Iterator[QApplication]:
    made = QApplication.instance()
    assert isinstance(made, QApplication)
    theme.choose_theme(made, Theme.LIGHT)
    theme.apply_theme(made)
    yield made
    theme.choose_theme(made, Theme.SYSTEM)


class Pair(QWidget):
    """A window with a button that is seen and one that is hidden."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.seen, self.hidden = QPushButton("Testa igen"), QPushButton("Hjälp")
        for each in (self.seen, self.hidden):
            theme.set_style(each, main=True)
            column.addWidget(each)
        self.hidden.hide()
        qtbot.addWidget(self)
        with qtbot.waitExposed(self):
            self.show()


def ground(button: QPushButton) -> str:
    """The colour of the button's ground."""
    return button.grab().toImage().pixelColor(6, button.height() // 2).name()


def test_same_colours_are_not_applied_again(qtbot: QtBot, application: QApplication) -> None:
    pair, seen = Pair(qtbot), Seen()
    pair.seen.installEventFilter(seen)
    theme.apply_theme(application)
    assert QEvent.Type.PaletteChange not in seen.types
    theme.choose_theme(application, Theme.DARK)
    theme.apply_theme(application)
    assert QEvent.Type.PaletteChange in seen.types


def test_what_is_seen_changes_at_once_and_the_rest_when_the_window_is_idle(
    qtbot: QtBot, application: QApplication
) -> None:
    pair = Pair(qtbot)
    was = ground(pair.seen)
    theme.choose_theme(application, Theme.DARK)
    theme.apply_theme(application)
    assert ground(pair.seen) == theme.colours().accent != was
    repolisher = application.findChild(Repolisher)
    assert repolisher is not None
    qtbot.waitUntil(lambda: not repolisher.timer.isActive())
    assert ground(pair.hidden) == theme.colours().accent


def test_a_change_of_theme_styles_nothing_anew(qtbot: QtBot, application: QApplication) -> None:
    pair, seen = Pair(qtbot), Seen()
    pair.installEventFilter(seen)
    pair.seen.installEventFilter(seen)
    theme.choose_theme(application, Theme.DARK)
    theme.apply_theme(application)
    repolisher = application.findChild(Repolisher)
    assert repolisher is not None
    qtbot.waitUntil(lambda: not repolisher.timer.isActive())
    assert not seen.types & {QEvent.Type.StyleChange, QEvent.Type.FontChange, QEvent.Type.Resize}


def test_a_window_closed_meanwhile_is_left_alone(qtbot: QtBot, application: QApplication) -> None:
    pair = Pair(qtbot)
    theme.choose_theme(application, Theme.DARK)
    theme.apply_theme(application)
    pair.deleteLater()
    repolisher = application.findChild(Repolisher)
    assert repolisher is not None
    qtbot.waitUntil(lambda: not repolisher.timer.isActive())
