"""Contrast measured on the rendered window: every text on its background, in light and dark."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from quiet_window import QuietWindow

from readiness.checks import background, camera
from readiness.guideline.checklist import Answer
from readiness.ui.state.events import Answered, RowToggled
from readiness.ui.state.step import Step
from readiness.ui.theme import theme
from readiness.ui.theme.colours import CONTRAST
from readiness.ui.theme.theme import Theme

pytestmark = pytest.mark.slow

ROUNDING = 0.95
"""Strokes of small letters are one pixel wide, and paler where they do not fall on a whole pixel."""

EDGE_PX = 8
"""Frames and focus rings are no text."""


@pytest.fixture(params=[Theme.LIGHT, Theme.DARK], ids=["light", "dark"])
def desk(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[QuietWindow]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.choose_theme(application, request.param)
    made = QuietWindow(qtbot, size=(1200, 720))
    made.all_well()
    yield made
    made.window.close()
    theme.choose_theme(application, Theme.SYSTEM)
    theme.apply_theme(application)


def luminance(pixels: np.ndarray) -> np.ndarray:
    """Relative luminance (WCAG 2.2) of RGB values 0 to 255, in the last axis."""
    share = pixels / 255.0
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def contrast_in(picture: np.ndarray) -> float:
    """The contrast between the most common colour and the most different one."""
    light = luminance(picture).ravel()
    levels, counts = np.unique(light.round(4), return_counts=True)
    ground = levels[counts.argmax()]
    farthest = levels[np.abs(np.log((levels + 0.05) / (ground + 0.05))).argmax()]
    lighter, darker = max(ground, farthest), min(ground, farthest)
    return float((lighter + 0.05) / (darker + 0.05))


def texts(window: QWidget) -> Iterator[tuple[str, QWidget]]:
    """Everything that shows words just now and is not greyed out."""
    for each in window.findChildren(QWidget):
        if not each.isVisible() or not each.isEnabled() or each.visibleRegion().isEmpty():
            continue
        if isinstance(each, QLabel | QAbstractButton) and each.text().strip():
            yield each.text(), each
        elif isinstance(each, QLineEdit):
            yield each.text() or each.placeholderText(), each
        elif isinstance(each, QComboBox):
            yield each.currentText() or each.placeholderText(), each


def read(window: QWidget) -> dict[str, float]:
    """The contrast of each text."""
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    screen = rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3)
    found: dict[str, float] = {}
    for text, each in texts(window):
        visible = each.visibleRegion().boundingRect()
        if 2 * visible.height() < each.height():  # its letters may be in the part that is scrolled out of view
            continue
        if not isinstance(each, QLabel):
            visible &= each.rect().adjusted(EDGE_PX, EDGE_PX, -EDGE_PX, -EDGE_PX)
        box = QRect(each.mapTo(window, QPoint(0, 0)) + visible.topLeft(), visible.size())
        if box.width() > EDGE_PX and box.height() > EDGE_PX:
            found[text] = contrast_in(screen[box.top() : box.bottom() + 1, box.left() : box.right() + 1])
    return found


@pytest.mark.parametrize("step", list(Step))
def test_every_text_has_sufficient_contrast(desk: QuietWindow, step: Step) -> None:
    if step is Step.EQUIPMENT:
        desk.find(camera.CHECK, "black")
        desk.find(background.CHECK, "busy")
        desk.window.store.dispatch(RowToggled(background.CHECK.id))
    desk.window.store.go(step)
    desk.window.store.dispatch(Answered("booked", Answer.NO))
    desk.window.store.dispatch(Answered("badge", Answer.YES))
    desk.window.show_now()
    QApplication.processEvents()
    measured = read(desk.window)
    assert len(measured) > 15
    pale = {text: round(each, 2) for text, each in measured.items() if each < CONTRAST * ROUNDING}
    assert not pale
