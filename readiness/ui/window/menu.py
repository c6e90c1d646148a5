"""The window's menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from readiness.i18n import LANGUAGES

LANGUAGE_NAMES = {"sv": "Svenska", "en": "English"}
"""Each by its own name, so that a person finds hers whatever the program speaks."""


def menu(parent: QWidget, language: str, speak: Callable[[str], None]) -> QMenu:
    """The menu; `speak` hears the language that the person chooses instead of `language`."""
    made, group = QMenu(parent), QActionGroup(parent)
    for each in LANGUAGES:
        action = made.addAction(LANGUAGE_NAMES[each])
        action.setCheckable(True)
        action.setData(each)
        action.setChecked(each == language)
        group.addAction(action)
    group.triggered.connect(lambda action: speak(action.data()))
    return made
