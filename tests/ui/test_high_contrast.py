"""High contrast: the system's colours are used with sufficient contrast, and follow changes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from readiness.ui.theme import theme
from readiness.ui.theme.colours import contrast, of_palette
from readiness.ui.theme.qt_palette import palette_of
from readiness.ui.window.base_window import BaseWindow

WINDOWS = {
    "aquatic": ("#202020", "#ffffff", "#8ee3f0", "#263b50", "#a6a6a6"),
    "desert": ("#fffaef", "#3d3d3d", "#903909", "#fff5e3", "#676767"),
    "dusk": ("#2d3236", "#ffffff", "#a1bfde", "#212d3b", "#a6a6a6"),
    "night sky": ("#000000", "#ffffff", "#d6b4fd", "#2b2b2b", "#a6a6a6"),
}
"""Windows 11's contrast themes: background, text, selection, text on the selection, and unavailable text."""


def contrast_palette(name: str) -> QPalette:
    """The system's palette in one of Windows' themes."""
    ground, text, accent, on_accent, grey = WINDOWS[name]
    palette = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, ground),
        (QPalette.ColorRole.WindowText, text),
        (QPalette.ColorRole.Highlight, accent),
        (QPalette.ColorRole.HighlightedText, on_accent),
    ):
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(grey))
    return palette


@pytest.mark.parametrize("name", WINDOWS)
def test_windows_contrast_themes_are_legible_without_colour_coding(name: str) -> None:
    _, text, _, _, grey = WINDOWS[name]
    scheme = of_palette(contrast_palette(name))
    assert contrast(scheme.text, scheme.ground) >= 7
    assert (scheme.disabled, scheme.disabled_edge) == (grey, grey), "what cannot be pressed looks otherwise"
    assert scheme.panel_edge == text, "a panel that has no colour of its own has a line around it"
    assert contrast(scheme.accent, scheme.ground) >= 4.5
    assert contrast(scheme.on_accent, scheme.accent) >= 4.5
    assert {scheme.good, scheme.problem, scheme.remark, scheme.unknown, scheme.working, scheme.muted} == {text}


def test_the_systems_colours_stay_and_what_it_lacks_is_added() -> None:
    ground, text, accent, _, grey = WINDOWS["night sky"]
    system = contrast_palette("night sky")
    made = palette_of(of_palette(system), system)
    assert made.window().color().name() == ground
    assert made.windowText().color().name() == text
    assert made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText).name() == grey
    assert made.highlight().color().name() == accent
    assert made.placeholderText().color().name() == text, "muted words are not pale"
    assert made.linkVisited().color().name() == text, "a good result is told by shape and word"


def test_system_that_changes_only_its_colours_is_followed(qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply_theme(application)
    window = BaseWindow(None)
    qtbot.addWidget(window)
    window.show()
    handle = window.windowHandle()
    assert handle
    application.setPalette(QPalette(QColor("#123456")))
    QApplication.sendEvent(handle, QEvent(QEvent.Type.ThemeChange))
    assert application.palette().windowText().color().name() == theme.colours().text


def test_theme_changes_are_followed_while_the_window_is_open(qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.follow_system(application)
    hints = application.styleHints()
    application.setPalette(QPalette(QColor("#123456")))
    with qtbot.waitSignal(hints.accessibility().contrastPreferenceChanged):
        hints.accessibility().contrastPreferenceChanged.emit(Qt.ContrastPreference.NoPreference)
    assert application.palette().windowText().color().name() == theme.colours().text
