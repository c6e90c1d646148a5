"""Qt's dialogs speak the chosen language."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication

from readiness.ui.session.qt_words import QtWords

pytestmark = pytest.mark.usefixtures("qapp")


def test_qts_own_words_follow_the_language_and_go_back() -> None:
    words = QtWords()
    words.speak("sv")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Avbryt"
    words.speak("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
