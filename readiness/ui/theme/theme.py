"""How things look: colours for light and dark, four text sizes, one grid. Colours follow the system as it changes."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, fields

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget

GRID = 8
"""Every distance is a multiple of this many device-independent pixels."""

CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: the least ratio between text and its ground."""


class Tone(enum.Enum):
    """What a thing says, besides its words: one tone an outcome, and one while nothing is known yet."""

    GOOD = "good"
    REMARK = "remark"
    PROBLEM = "problem"
    UNKNOWN = "unknown"
    WORKING = "working"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """One scheme, as `#rrggbb`. `*_ground` is what the tone of that name is written on in a banner."""

    ground: str
    surface: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    good: str
    remark: str
    problem: str
    unknown: str
    working: str
    good_ground: str
    remark_ground: str
    problem_ground: str
    unknown_ground: str
    working_ground: str

    def tone(self, tone: Tone) -> QColor:
        """The colour that says it."""
        return QColor(getattr(self, tone.value))

    def tone_ground(self, tone: Tone) -> QColor:
        """The ground behind it."""
        return QColor(getattr(self, f"{tone.value}_ground"))


LIGHT = Colours(
    ground="#ffffff",
    surface="#f4f5f7",
    line="#d3d7de",
    text="#1b1e23",
    muted="#59616e",
    accent="#0b5cad",
    on_accent="#ffffff",
    good="#17703a",
    remark="#875300",
    problem="#b3261e",
    unknown="#565e6b",
    working="#0b5cad",
    good_ground="#e6f4ea",
    remark_ground="#fdf3dc",
    problem_ground="#fcebe9",
    unknown_ground="#eceef1",
    working_ground="#e8f1fa",
)
DARK = Colours(
    ground="#16181c",
    surface="#202329",
    line="#3b414b",
    text="#eceef1",
    muted="#a9b1bd",
    accent="#74b6ff",
    on_accent="#0b1522",
    good="#74d394",
    remark="#f2bf57",
    problem="#ff9088",
    unknown="#b0b8c4",
    working="#74b6ff",
    good_ground="#17301f",
    remark_ground="#35290f",
    problem_ground="#3f1f1c",
    unknown_ground="#292d34",
    working_ground="#15293f",
)


class Size(enum.Enum):
    """The four text sizes, as factors of the system's own."""

    SMALL = 0.9
    BODY = 1.0
    TITLE = 1.25
    DISPLAY = 1.9


LEAST_BODY_PT = 10.0
"""The system's own size may be 9 pt, set for one who sits close; this is read at arm's length in a hurry."""


def colours() -> Colours:
    """The scheme in force: as the system says."""
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


def font(size: Size = Size.BODY, *, bold: bool = False) -> QFont:
    """The system's font in one of the sizes."""
    made = QFont(QApplication.font())
    made.setPointSizeF(max(LEAST_BODY_PT, QApplication.font().pointSizeF()) * size.value)
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made


def label(size: Size = Size.BODY, *, bold: bool = False, muted: bool = False, wrap: bool = True) -> QLabel:
    """An empty label; plain text, because what it shows may come from a device's name."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(font(size, bold=bold))
    made.setWordWrap(wrap)
    if muted:
        made.setProperty("muted", True)  # noqa: FBT003  (Qt's own signature)
    return made


def set_style(widget: QWidget, **properties: str | bool) -> None:
    """Set style properties, and have the style sheet looked at again only when one has changed."""
    changed = [name for name, value in properties.items() if widget.property(name) != value]
    for name in changed:
        widget.setProperty(name, properties[name])
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def contrast(one: str | QColor, other: str | QColor) -> float:
    """The contrast ratio of two colours (WCAG 2.2, "contrast ratio"), 1 to 21."""
    lighter, darker = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def apply_theme(application: QApplication) -> None:
    """Dress the whole program in the scheme in force. High contrast chosen in the system is left alone."""
    hints = application.styleHints()
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        application.setStyleSheet("")
        return
    scheme = colours()
    application.setPalette(_palette(scheme))
    application.setStyleSheet(_sheet(scheme))


def _palette(scheme: Colours) -> QPalette:
    made = QPalette()
    roles: Mapping[QPalette.ColorRole, str] = {
        QPalette.ColorRole.Window: scheme.ground,
        QPalette.ColorRole.Base: scheme.ground,
        QPalette.ColorRole.AlternateBase: scheme.surface,
        QPalette.ColorRole.Button: scheme.surface,
        QPalette.ColorRole.WindowText: scheme.text,
        QPalette.ColorRole.Text: scheme.text,
        QPalette.ColorRole.ButtonText: scheme.text,
        QPalette.ColorRole.ToolTipBase: scheme.surface,
        QPalette.ColorRole.ToolTipText: scheme.text,
        QPalette.ColorRole.PlaceholderText: scheme.muted,
        QPalette.ColorRole.Mid: scheme.line,
        QPalette.ColorRole.Highlight: scheme.accent,
        QPalette.ColorRole.HighlightedText: scheme.on_accent,
        QPalette.ColorRole.Accent: scheme.accent,
        QPalette.ColorRole.Link: scheme.accent,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(scheme.muted))
    return made


_SHEET = """
QLabel[muted="true"] {{ color: {muted}; }}
QLabel[tone="good"] {{ color: {good}; }}
QLabel[tone="remark"] {{ color: {remark}; }}
QLabel[tone="problem"] {{ color: {problem}; }}
QLabel[tone="unknown"] {{ color: {unknown}; }}
QLabel[tone="working"] {{ color: {working}; }}
QFrame[panel="true"] {{ background: {surface}; border-radius: 4px; }}
QFrame[rule="true"] {{ background: {line}; border: none; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QPushButton {{ border: 1px solid {muted}; border-radius: 4px; padding: 6px 15px; background: {ground}; color: {text}; }}
QPushButton:hover {{ background: {surface}; }}
QPushButton:pressed {{ background: {line}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 5px 14px; }}
QPushButton:disabled {{ color: {muted}; border-color: {line}; }}
QPushButton[main="true"] {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
QPushButton[main="true"]:focus {{ border: 2px solid {text}; }}
QPushButton[main="true"]:disabled {{ background: {surface}; color: {muted}; border-color: {line}; }}
QPushButton:checked {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
QPushButton:checked:focus {{ border: 2px solid {text}; }}
QPushButton[tone="problem"]:checked {{ background: {problem}; border-color: {problem}; color: {ground}; }}
QPushButton[tone="good"]:checked {{ background: {good}; border-color: {good}; color: {ground}; }}
QPushButton[quiet="true"] {{ border-color: transparent; background: transparent; color: {accent}; padding: 6px 7px; }}
QPushButton[quiet="true"]:hover {{ border-color: {line}; }}
QPushButton[quiet="true"]:focus {{ border: 2px solid {accent}; padding: 5px 6px; }}
QPushButton[fold="true"] {{ border-color: transparent; background: transparent; padding: 6px 7px 6px 0; }}
QPushButton[fold="true"] {{ color: {muted}; }}
QPushButton[fold="true"]:checked {{ color: {text}; }}
QPushButton[fold="true"]:focus {{ border: 2px solid {accent}; padding: 5px 6px 5px 0; }}
QPushButton::menu-indicator {{ width: 0; }}
QComboBox[flat="true"] {{ border: 1px solid {muted}; border-radius: 4px; padding: 5px 28px 5px 11px; }}
QComboBox[flat="true"] {{ background: {ground}; color: {text}; }}
QComboBox[flat="true"]:focus {{ border: 2px solid {accent}; padding: 4px 27px 4px 10px; }}
QComboBox[flat="true"]::drop-down {{ border: none; width: 0; }}
QLineEdit {{ border: 1px solid {muted}; border-radius: 4px; padding: 5px 7px; background: {ground}; color: {text}; }}
QLineEdit:focus {{ border: 2px solid {accent}; padding: 4px 6px; }}
QScrollBar:vertical {{ width: 10px; background: transparent; border: none; margin: 0; }}
QScrollBar::handle:vertical {{ background: {muted}; border-radius: 3px; min-height: 32px; margin: 0 2px; }}
QScrollBar::handle:vertical:hover {{ background: {text}; }}
QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {{ height: 0; }}
QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical {{ background: transparent; }}
QMenu {{ background: {ground}; color: {text}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px; }}
QMenu::item:selected {{ background: {surface}; }}
QToolTip {{ background: {surface}; color: {text}; border: 1px solid {line}; padding: 4px; }}
"""


def _sheet(scheme: Colours) -> str:
    return _SHEET.format(**{each.name: getattr(scheme, each.name) for each in fields(scheme)})
