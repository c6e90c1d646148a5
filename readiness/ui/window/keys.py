"""Global keyboard shortcuts, and the connections of the menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from readiness.ui.sign.sign_action import SignAction
from readiness.ui.state.events import LanguageChanged, Step
from readiness.ui.window.in_background import connect_menu

if TYPE_CHECKING:
    from readiness.ui.window.main_window import MainWindow


def connect_keys(window: MainWindow) -> None:
    """Connect shortcuts and menu."""
    menu = window.menu
    menu.help_requested.connect(window.help)
    menu.shortcuts_requested.connect(lambda: window.reading.open_keys(window.words))
    menu.about_requested.connect(lambda: window.reading.open_about(window.words))
    menu.troubles_requested.connect(lambda: window.reading.open_troubles(window.troubles(), window.words))
    menu.log_requested.connect(lambda: window.reading.open_log(window.words))
    menu.copy_requested.connect(window.copy_for_support)
    menu.language_chosen.connect(lambda language: window.dispatch(LanguageChanged(language)))
    menu.theme_chosen.connect(window.choose_theme)
    connect_menu(window)
    window.steps.help_requested.connect(window.help)
    keys: dict[QKeySequence | Qt.Key | QKeySequence.StandardKey, Callable[[], None]] = {
        Qt.Key.Key_F1: window.help,
        Qt.Key.Key_F5: window.test_all,
        Qt.Key.Key_F10: window.steps.menu.click,
        Qt.Key.Key_F11: lambda: window.sign_actions.do(SignAction.FILL),
        QKeySequence.StandardKey.Print: lambda: window.sign_actions.do(SignAction.PRINT),
        QKeySequence.StandardKey.Save: lambda: window.sign_actions.do(SignAction.SAVE),
    }
    for key, does in keys.items():
        QShortcut(QKeySequence(key), window, does)
    for step in Step:
        QShortcut(QKeySequence(str(int(step))), window, lambda each=step: window.go(each))
