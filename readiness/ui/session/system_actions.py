"""Actions outside the window: opening system settings and the meeting."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from readiness.host.browser.browser import Browser
from readiness.host.browser.chrome_launch import ChromeStart, open_in_chrome
from readiness.host.system.settings_pages import command, open_place
from readiness.i18n import N_
from readiness.model import Place
from readiness.ui.session.background_thread import run_in_background

NO_ADDRESS = N_("No address is set. Go to the meeting yourself when Chrome has opened.")
MESSAGES = {
    ChromeStart.STARTED: "",
    ChromeStart.NOT_HTTPS: N_("The meeting's address is not a safe one. Tell IT support."),
    ChromeStart.NO_CHROME: N_("Google Chrome was not found. Ask IT support to install it."),
    ChromeStart.REFUSED: N_("Chrome did not start. Start Chrome yourself and open the meeting there."),
}


class SystemActions(msgspec.Struct, frozen=True, kw_only=True):
    """Each returns the message id of an error to show; empty on success.

    `places` are those that `open_place` can open here. `open_meeting` may take a second and is called off the
    window's thread.
    """

    places: frozenset[Place]
    open_place: Callable[[Place], str]
    open_meeting: Callable[[], str]


def system_actions(meeting_url: str = "", chrome: Browser | None = None) -> SystemActions:
    """Those of this computer, for meetings at that address, in that Chrome; the one on this computer when left out.

    Chrome's settings for a site are reached from the site itself, by the icon left of its address.
    """

    def open_here(place: Place) -> str:
        if place is not Place.CHROME_SITE_SETTINGS:
            return "" if open_place(place) else N_("The settings could not be opened. Open them yourself.")
        # A failed start of Chrome is known only after a second, and the window must not block.
        run_in_background(lambda: open_in_chrome(meeting_url, chrome), "settings")
        return ""

    def open_meeting() -> str:
        return MESSAGES[open_in_chrome(meeting_url, chrome)]

    by_system = {place for place in Place if command(place)}
    by_chrome = {Place.CHROME_SITE_SETTINGS} if meeting_url else set()
    return SystemActions(places=frozenset(by_system | by_chrome), open_place=open_here, open_meeting=open_meeting)
