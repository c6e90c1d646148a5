"""The window's connection to what goes on while it is closed. Nothing of that is imported until it is turned on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.tray_policy import TrayPolicy
from readiness.ui.state.banner_of_state import banner_of
from readiness.ui.state.events import NoticeShown

if TYPE_CHECKING:
    from readiness.ui.tray.background import Background
    from readiness.ui.window.main_window import MainWindow


def connect_menu(window: MainWindow) -> None:
    """Fill the menu's part when it is opened, if the policy allows anything of it."""
    menu = window.menu.background
    menu.menuAction().setVisible(bool(window.state.policy.of(TrayPolicy).allowed))
    menu.aboutToShow.connect(lambda: background_of(window).fill(menu))


def restore_background(window: MainWindow) -> None:
    """Start what the person has turned on: the icon in the tray, the reminder."""
    if window.preferences.remembered.tray or window.preferences.remembered.reminder:
        background_of(window)


def open_hidden(window: MainWindow) -> None:
    """Open no device: show the icon in the tray, or the window minimised where there is no tray."""
    background_of(window).hide_window()


def background_of(window: MainWindow) -> Background:
    """Return the window's `Background`, created when first asked for."""
    from readiness.ui.tray.background import Background

    return window.findChild(Background) or _create(window)


def _create(window: MainWindow) -> Background:
    from readiness.ui.tray.background import Background

    background = Background(
        window,
        preferences=window.preferences,
        policy=window.state.policy.of(TrayPolicy),
        now=window.now,
        banner=lambda: banner_of(window.state),
        words=lambda: window.words,
    )
    background.open_requested.connect(window.come_to_front)
    background.notice_raised.connect(lambda message: window.dispatch(NoticeShown(message)))
    return background
