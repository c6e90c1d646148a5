"""A binding that drops references ends the program with a fatal error after some minutes of a live picture."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 500


def test_calls_into_qt_do_not_change_the_reference_count_of_none(qtbot: QtBot) -> None:
    """PySide6 6.12.0 took one reference from None in every call that returns nothing, on Python before 3.12."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        label.update()
    assert sys.getrefcount(None) > before - CALLS // 2
