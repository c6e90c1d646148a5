"""Qt's dialogs speak the chosen language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QApplication

from readiness.ui.window.qt_translation import QtTranslation


def test_qt_texts_follow_the_language(qapp: QApplication) -> None:
    words = QtTranslation(qapp)
    words.set_language("sv")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Avbryt"
    words.set_language("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_the_last_choice_holds_beside_another_window(qapp: QApplication) -> None:
    first, second = QtTranslation(QObject(qapp)), QtTranslation(QObject(qapp))
    first.set_language("sv")
    second.set_language("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_qt_texts_are_reset_with_the_window(qapp: QApplication) -> None:
    window = QObject(qapp)
    QtTranslation(window).set_language("sv")
    window.setParent(None)
    del window
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
