"""A window with what a test names and nothing else, in a system in which nothing happens."""

from __future__ import annotations

from typing import Any

from pytestqt.qtbot import QtBot

from readiness.checks.registry import NO_CHECKS
from readiness.model import Place, Policy
from readiness.ui.session.system_actions import SystemActions
from readiness.ui.session.window_config import WindowConfig
from readiness.ui.window.main_window import MainWindow

NO_EFFECT = SystemActions(places=frozenset(Place), open_place=lambda _: "", open_meeting=str)
"""Pages and meetings open without an error."""


def window_config(**parts: Any) -> WindowConfig:
    """Return the parameters of a window without checks, a checklist or a file, but for what is named."""
    nothing: dict[str, Any] = {
        "policy": Policy(),
        "language": "en",
        "system_actions": NO_EFFECT,
        "guideline": None,
        "at_once": NO_CHECKS,
        "on_request": NO_CHECKS,
        "afterwards": NO_CHECKS,
    }
    return WindowConfig(**(nothing | parts))


def open_window(qtbot: QtBot, **parts: Any) -> MainWindow:
    """Return the shown window of `window_config`."""
    window = MainWindow(window_config(**parts))
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window
