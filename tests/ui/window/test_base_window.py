"""A window larger than its pages need keeps banner, page and footer together; an ordinary one is filled."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from quiet_window import QuietWindow

from readiness.ui.equipment.row_header import MAX_PX, MIN_PX
from readiness.ui.theme.theme import MAX_WIDTH_PX
from readiness.ui.window.base_window import MAX_HEIGHT_PX, CentredContent


def placed(qtbot: QtBot, width: int, height: int) -> QRect:
    """The position of the content in an area of that size."""
    content = QWidget()
    area = CentredContent(content)
    qtbot.addWidget(area)
    area.resize(width, height)
    area.show()
    QApplication.processEvents()
    return content.geometry()


@pytest.mark.parametrize("size", [(640, 400), (1240, 696), (1366, 700), (1920, 1040), (2560, MAX_HEIGHT_PX)])
def test_an_ordinary_window_is_filled(qtbot: QtBot, size: tuple[int, int]) -> None:
    assert placed(qtbot, *size) == QRect(0, 0, *size)


def test_on_a_large_screen_all_stays_together_a_little_above_the_middle(qtbot: QtBot) -> None:
    place = placed(qtbot, 3840, 2080)
    assert (place.width(), place.height()) == (MAX_WIDTH_PX, MAX_HEIGHT_PX)
    assert place.left() == 3840 - place.right() - 1
    assert 0 < place.top() < 2080 - place.bottom()


def test_on_an_upright_screen_the_width_is_used(qtbot: QtBot) -> None:
    place = placed(qtbot, 1440, 2500)
    assert (place.left(), place.width()) == (0, 1440)


def test_a_high_window_gives_the_rows_of_tests_room(qtbot: QtBot) -> None:
    desk = QuietWindow(qtbot, size=(1240, 696))
    rows = desk.window.equipment.rows.values()
    (height_px,) = {row.header.height() for row in rows}
    assert MIN_PX <= height_px < MAX_PX
    desk.window.resize(1900, 1040)
    QApplication.processEvents()
    assert {row.header.height() for row in rows} == {MAX_PX}
