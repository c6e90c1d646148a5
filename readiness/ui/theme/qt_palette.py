"""The colour scheme as the application's palette, from which the style sheet takes its colours."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtGui import QColor, QPalette

from readiness.ui.theme.colours import Colours

_Role = QPalette.ColorRole

_ROLES: Mapping[str, _Role] = {
    "ground": _Role.Window,
    "surface": _Role.AlternateBase,
    "line": _Role.Mid,
    "text": _Role.WindowText,
    "muted": _Role.PlaceholderText,
    "disabled": _Role.Dark,
    "disabled_edge": _Role.Midlight,
    "panel_edge": _Role.Light,
    "accent": _Role.Accent,
    "on_accent": _Role.HighlightedText,
    "good": _Role.LinkVisited,
    "remark": _Role.BrightText,
    "problem": _Role.Shadow,
}
"""Palette role of each colour that the style sheet names. The last six mean something else to Qt, which uses them only
for drawing what this program has none of: visited links, and edges that look raised or sunken."""

_OTHERS: Mapping[_Role, str] = {
    _Role.Base: "ground",
    _Role.Button: "surface",
    _Role.Text: "text",
    _Role.ButtonText: "text",
    _Role.ToolTipBase: "surface",
    _Role.ToolTipText: "text",
    _Role.Link: "accent",
}
"""Colours of what the style sheet leaves to the palette."""


def palette_of(scheme: Colours, system: QPalette | None = None) -> QPalette:
    """Return the palette for a scheme; in high contrast the `system`'s own, and what it has no colour for."""
    made = QPalette(system) if system else QPalette()
    for name, role in _ROLES.items():
        if system is None or role not in (_Role.Window, _Role.WindowText):
            made.setColor(role, QColor(getattr(scheme, name)))
    made.setColor(_Role.Highlight, QColor(scheme.accent))
    if system is None:
        for role, name in _OTHERS.items():
            made.setColor(role, QColor(getattr(scheme, name)))
        for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
            made.setColor(QPalette.ColorGroup.Disabled, role, QColor(scheme.muted))
    return made


def css_colours() -> dict[str, str]:
    """Return how the style sheet names each colour: `palette(link-visited)`."""
    return {name: f"palette({re.sub('(?<!^)(?=[A-Z])', '-', role.name).lower()})" for name, role in _ROLES.items()}
