"""Text sizes, layout grid and the current colour scheme, which follows the system.

See docs/design-language.md.
"""

from __future__ import annotations

import enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from readiness.ui.theme.accessibility import Heading, Label
from readiness.ui.theme.colours import DARK, LIGHT, Colours, of_palette
from readiness.ui.theme.qt_palette import palette_of
from readiness.ui.theme.repolish import Repolisher
from readiness.ui.theme.style_sheet import style_sheet

GRID = 8
"""Unit of all distances, in device-independent pixels."""

TARGET_PX = 32
"""Minimum height of controls; WCAG 2.2, 2.5.8 requires 24."""

MAX_WIDTH_PX = 245 * GRID
"""Maximum width of a page, and thus of the camera's picture, which is 640 pixels wide."""

MARGIN_PX = 3 * GRID
"""Margin between the window's edge and its content, on and around every page."""

MIN_BODY_PT = 10.0
"""Minimum size of body text: the system's 9 pt is too small to read in a hurry at arm's length."""


class Size(enum.Enum):
    """The four text sizes, as factors of the system's font size."""

    SMALL = 0.9
    BODY = 1.0
    TITLE = 1.25
    DISPLAY = 1.9


class Theme(enum.Enum):
    """Themes to choose from; the value is stored in the preferences. One of another version is as `SYSTEM`."""

    SYSTEM = ""
    LIGHT = "light"
    DARK = "dark"

    @classmethod
    def _missing_(cls, value: object) -> Theme:  # noqa: ARG003  (Python's own signature)
        return cls.SYSTEM


# A property of the application, like its palette and style hints, so that every widget sees the same theme. The hints
# alone are not enough, because not every system lets a program set the colour scheme.
_CHOSEN = "chosen_theme"


def choose_theme(application: QApplication, chosen: Theme) -> None:
    """Select the application's theme and update its colour scheme."""
    application.setProperty(_CHOSEN, chosen.value)
    schemes = {Theme.LIGHT: Qt.ColorScheme.Light, Theme.DARK: Qt.ColorScheme.Dark}
    application.styleHints().setColorScheme(schemes.get(chosen, Qt.ColorScheme.Unknown))


def high_contrast() -> bool:
    """Whether high contrast is switched on in the system."""
    hints = QGuiApplication.styleHints()  # keep a reference, or the accessibility hints are deleted with it
    return hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast


def colours() -> Colours:
    """Return the current colour scheme."""
    if high_contrast():
        return of_palette(QGuiApplication.palette())
    if (chosen := _chosen_theme()) is not Theme.SYSTEM:
        return DARK if chosen is Theme.DARK else LIGHT
    return DARK if QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT


def _chosen_theme() -> Theme:
    application = QGuiApplication.instance()
    return Theme(application.property(_CHOSEN) or Theme.SYSTEM.value) if application else Theme.SYSTEM


def scaled(px: int) -> int:
    """Scale a length given for the minimum body text to the system's text size.

    For lengths that depend on text: icons beside it, and the widths at which a page changes its layout.
    """
    return round(px * max(1.0, QApplication.font().pointSizeF() / MIN_BODY_PT))


def margin_in(width_px: int) -> int:
    """Return the margin on each side in a window of that width; pages are at most `MAX_WIDTH_PX` wide and centred."""
    return max(0, (width_px - MAX_WIDTH_PX) // 2) + MARGIN_PX


def font(size: Size = Size.BODY, *, bold: bool = False) -> QFont:
    """Return the system's font in one of the sizes."""
    made = QFont(QApplication.font())
    made.setPointSizeF(max(MIN_BODY_PT, QApplication.font().pointSizeF()) * size.value)
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made


def label(size: Size = Size.BODY, *, bold: bool = False, muted: bool = False, wrap: bool = True) -> QLabel:
    """Return an empty label for plain text, because its text may contain a device's name."""
    return _styled(Label(), size, bold=bold, muted=muted, wrap=wrap)


def heading(size: Size = Size.TITLE, *, wrap: bool = True) -> QLabel:
    """Return an empty heading: large, bold, and with the role of a heading for screen readers."""
    return _styled(Heading(), size, bold=True, muted=False, wrap=wrap)


def _styled(made: QLabel, size: Size, *, bold: bool, muted: bool, wrap: bool) -> QLabel:
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(font(size, bold=bold))
    made.setWordWrap(wrap)
    if muted:
        made.setProperty("muted", True)  # noqa: FBT003  (Qt's own signature)
    return made


def set_style(widget: QWidget, **properties: str | bool) -> None:
    """Set style properties, and reapply the style sheet if one has changed."""
    changed = [name for name, value in properties.items() if widget.property(name) != value]
    for name in changed:
        widget.setProperty(name, properties[name])
    if changed and _is_styled(widget):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _is_styled(widget: QWidget) -> bool:
    """Whether the style sheet has been applied; else it will be, when there is one or the widget is first shown."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return False
    application = QApplication.instance()
    return isinstance(application, QApplication) and bool(application.styleSheet())


def apply_theme(application: QApplication) -> None:
    """Apply the current scheme to the application; in high contrast, the system's own palette."""
    system = None
    if high_contrast():
        application.setPalette(QPalette())
        system = application.palette()
    made = palette_of(colours(), system)
    if not application.styleSheet():
        application.setPalette(made)
        application.setStyleSheet(style_sheet())
    elif made != application.palette():
        application.setPalette(made)
        (application.findChild(Repolisher) or Repolisher(application)).begin()


def follow_system(application: QApplication) -> None:
    """Apply the current scheme now and whenever the system's scheme changes."""
    hints = application.styleHints()
    hints.colorSchemeChanged.connect(lambda _: apply_theme(application))
    hints.accessibility().contrastPreferenceChanged.connect(lambda _: apply_theme(application))
    apply_theme(application)
