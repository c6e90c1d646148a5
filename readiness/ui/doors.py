"""The ways out of the window, as the system offers them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from readiness.host.chrome_start import ChromeStart, open_in_chrome
from readiness.host.places import command, open_place
from readiness.model import Place
from readiness.words import N_

STARTED = N_("Chrome is open. The camera and the microphone are free.")
NO_ADDRESS = N_("No address is set. Go to the meeting yourself when Chrome has opened.")
SAID = {
    ChromeStart.STARTED: STARTED,
    ChromeStart.NOT_HTTPS: N_("The meeting's address is not a safe one. Tell IT support."),
    ChromeStart.NO_CHROME: N_("Google Chrome was not found. Ask IT support to install it."),
    ChromeStart.REFUSED: N_("Chrome did not start. Start Chrome yourself and open the meeting there."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """Each answers with a sentence to show, a message id; empty when there is nothing to say.

    `places` are those that `open_place` can open here. `open_meeting` may take a second and is called off the
    window's thread.
    """

    places: frozenset[Place]
    open_place: Callable[[Place], str]
    open_meeting: Callable[[str], str]


def doors() -> Doors:
    """Those of this computer."""
    return Doors(
        places=frozenset(place for place in Place if command(place)), open_place=_open_place, open_meeting=_open_meeting
    )


def _open_place(place: Place) -> str:
    return "" if open_place(place) else N_("The settings could not be opened. Open them yourself.")


def _open_meeting(url: str) -> str:
    return SAID[open_in_chrome(url)]
