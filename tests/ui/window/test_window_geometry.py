"""The window is inside the screen: at its default size, where it was the last time, and where a screen is missing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from readiness.ui.window.window_geometry import (
    DEFAULT_SIZE,
    MIN_SIZE,
    ScreenFollower,
    first_size,
    geometry_to_store,
    move_into_screen,
    restore_geometry,
)


def _window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.mark.parametrize("stored", ["", "damaged", "å"])
def test_the_default_size_is_as_much_as_the_screen_allows(qtbot: QtBot, stored: str) -> None:
    window = _window(qtbot)
    restore_geometry(window, stored)
    room = window.screen().availableSize()
    assert window.width() in (DEFAULT_SIZE.width(), room.width() - 16)
    assert window.height() in (DEFAULT_SIZE.height(), room.height() - 40)


@pytest.mark.parametrize(
    ("screen", "size"),
    [
        ((1920, 1080), (1240, 696)),
        ((1366, 728), (1240, 688)),
        ((1080, 1920), (1064, 1880)),  # on its side, as beside an X-ray screen
        ((1024, 728), (1008, 688)),
        ((400, 200), (480, 220)),
    ],
)
def test_the_first_size_fits_the_screen_and_is_tall_where_it_is_narrow(
    screen: tuple[int, int], size: tuple[int, int]
) -> None:
    assert first_size(QSize(*screen)) == QSize(*size)


def test_a_window_opens_where_it_was_closed(qtbot: QtBot) -> None:
    closed, opened = _window(qtbot), _window(qtbot)
    closed.setGeometry(20, 50, 700, 400)
    closed.show()
    restore_geometry(opened, geometry_to_store(closed))
    opened.show()
    assert opened.geometry() == closed.geometry()
    assert opened.size() == QSize(700, 400)


def test_a_window_beyond_the_screen_is_moved_onto_it(qtbot: QtBot) -> None:
    window = _window(qtbot)
    window.resize(MIN_SIZE)
    window.show()
    window.move(QPoint(5000, -300))
    move_into_screen(window)
    assert window.screen().availableGeometry().contains(window.frameGeometry())
    assert window.size() == MIN_SIZE


def test_a_window_larger_than_the_screen_is_made_to_fit(qtbot: QtBot) -> None:
    window = _window(qtbot)
    window.resize(4000, 3000)
    window.show()
    move_into_screen(window)
    assert window.screen().availableGeometry().contains(window.frameGeometry())


def test_a_maximised_window_is_left_where_it_is(qtbot: QtBot) -> None:
    window = _window(qtbot)
    window.showMaximized()
    before = window.geometry()
    move_into_screen(window)
    assert window.geometry() == before


def test_a_screen_that_becomes_smaller_takes_the_window_along(qtbot: QtBot) -> None:
    window = _window(qtbot)
    window.show()
    ScreenFollower(window)
    screen = window.screen()
    window.setGeometry(screen.availableGeometry().translated(700, 500))  # as a larger screen would have it
    screen.availableGeometryChanged.emit(screen.availableGeometry())
    qtbot.waitUntil(lambda: screen.availableGeometry().contains(window.frameGeometry()))
