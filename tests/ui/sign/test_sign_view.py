"""The sign on a screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from readiness.door_sign import PaperSize, Sign
from readiness.ui.sign.sign_layout import PANEL
from readiness.ui.sign.sign_view import HINT_MS, SignScreen, SignView


@pytest.mark.parametrize(("landscape", "size"), [(False, PaperSize.A4), (True, PaperSize.A4), (False, PaperSize.A5)])
def test_the_sheet_has_the_papers_shape_and_fits(
    *,
    qtbot: QtBot,
    landscape: bool,
    size: PaperSize,
) -> None:
    view = SignView(Sign(landscape=landscape, size=size))
    qtbot.addWidget(view)
    view.resize(500, 300)
    sheet = view.sheet()
    assert sheet.width() / sheet.height() == pytest.approx(2**0.5 if landscape else 2**-0.5, rel=0.01)
    assert view.rect().toRectF().contains(sheet)


def test_changed_sign_is_shown_and_announced(qtbot: QtBot) -> None:
    view = SignView(Sign())
    qtbot.addWidget(view)
    view.resize(300, 400)
    before = view.grab().toImage()
    view.show_sign(Sign(room="Rum 3"))
    assert view.grab().toImage() != before
    assert view.accessibleName() == "Här pågår videomöte - var god stör ej, Rum 3"


def test_full_screen_until_escape(qtbot: QtBot) -> None:
    screen = SignScreen(Sign())
    assert screen.isFullScreen()
    picture = screen.grab().toImage()
    assert picture.pixelColor(picture.width() // 8, picture.height() // 8).name() == PANEL
    with qtbot.waitSignal(screen.destroyed, timeout=2000):
        QTest.keyClick(screen, Qt.Key.Key_Escape)


@pytest.mark.slow
def test_exit_hint_disappears_from_the_sign(qtbot: QtBot) -> None:
    screen = SignScreen(Sign(), "Esc leaves.")
    (hint,) = screen.findChildren(QLabel)
    assert hint.isVisible()
    qtbot.waitUntil(lambda: screen.rect().contains(hint.geometry()))
    qtbot.waitUntil(lambda: not hint.isVisible(), timeout=2 * HINT_MS)
    with qtbot.waitSignal(screen.destroyed, timeout=2000):
        screen.close()


def test_full_screen_until_a_double_click(qtbot: QtBot) -> None:
    screen = SignScreen(Sign())
    with qtbot.waitSignal(screen.destroyed, timeout=2000):
        QTest.mouseDClick(screen, Qt.MouseButton.LeftButton)
