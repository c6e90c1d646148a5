"""Colour schemes: light, dark, and one from the system's high-contrast palette."""

from __future__ import annotations

import msgspec
from PySide6.QtGui import QColor, QPalette

from readiness.ui.state.outcome_tone import Tone

CONTRAST = 4.5
"""Minimum contrast ratio of text and background (WCAG 2.2, 1.4.3)."""


class Colours(msgspec.Struct, frozen=True, kw_only=True):
    """A colour scheme, as `#rrggbb`.

    `*_ground` is the background of a banner in that tone. `disabled` is the text of a button that cannot be pressed,
    `disabled_edge` the line around it.
    `panel_edge` is the line around a panel, the same as `surface` where the surface can be told from the ground.
    """

    ground: str
    surface: str
    line: str
    text: str
    muted: str
    disabled: str
    disabled_edge: str
    panel_edge: str
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
        """Return the tone's colour."""
        return QColor(getattr(self, tone.value))

    def tone_ground(self, tone: Tone) -> QColor:
        """Return the tone's background colour."""
        return QColor(getattr(self, f"{tone.value}_ground"))


LIGHT = Colours(
    ground="#ffffff",
    surface="#f4f5f7",
    line="#d3d7de",
    text="#1b1e23",
    muted="#59616e",
    disabled="#59616e",
    disabled_edge="#d3d7de",
    panel_edge="#f4f5f7",
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
    disabled="#a9b1bd",
    disabled_edge="#3b414b",
    panel_edge="#202329",
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


def of_palette(palette: QPalette) -> Colours:
    """Return the scheme of a high-contrast palette, in which only shape and text distinguish outcomes."""
    active = QPalette.ColorGroup.Active

    def named(role: QPalette.ColorRole) -> str:
        return palette.color(active, role).name()

    ground, text = named(QPalette.ColorRole.Window), named(QPalette.ColorRole.WindowText)
    grey = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText).name()
    accent, on_accent = named(QPalette.ColorRole.Highlight), named(QPalette.ColorRole.HighlightedText)
    return Colours(
        ground=ground,
        surface=ground,
        line=text,
        text=text,
        muted=text,
        disabled=grey,
        disabled_edge=grey,
        panel_edge=text,
        accent=accent if contrast(accent, ground) >= CONTRAST else text,
        on_accent=on_accent if contrast(accent, ground) >= CONTRAST else ground,
        good=text,
        remark=text,
        problem=text,
        unknown=text,
        working=text,
        good_ground=ground,
        remark_ground=ground,
        problem_ground=ground,
        unknown_ground=ground,
        working_ground=ground,
    )


def contrast(one: str | QColor, other: str | QColor) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
