"""The number between two buttons: visible with the style sheet, changed by keyboard and pointer, within its limits."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from readiness.ui.theme import theme
from readiness.ui.widgets.stepper import Stepper


def test_the_number_has_room_and_stays_within_its_ends(qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.setStyle("Fusion")
    theme.apply_theme(application)
    stepper = Stepper(3, "Fewer", "More")
    qtbot.addWidget(stepper)
    with qtbot.waitExposed(stepper):
        stepper.show()
    number = stepper.number
    assert number.lineEdit().width() >= number.fontMetrics().horizontalAdvance("20")
    assert min(each.height() for each in (stepper.fewer, stepper.more, number)) >= 24
    assert not stepper.fewer.isEnabled()
    QTest.mouseClick(stepper.more, Qt.MouseButton.LeftButton)
    QTest.keyClick(number, Qt.Key.Key_Up)
    assert (number.value(), stepper.more.isEnabled(), stepper.fewer.isEnabled()) == (3, False, True)
    QTest.mouseClick(stepper.fewer, Qt.MouseButton.LeftButton)
    assert number.value() == 2
