"""The ways out of the window that this computer has."""

from __future__ import annotations

from readiness.host.system.settings_pages import command
from readiness.model import Place
from readiness.ui.session.system_actions import system_actions


def test_chromes_settings_for_the_meeting_need_a_meeting() -> None:
    assert Place.CHROME_SITE_SETTINGS in system_actions("https://video.example.se/rum").places
    assert Place.CHROME_SITE_SETTINGS not in system_actions().places


def test_only_what_this_system_has_is_offered() -> None:
    assert system_actions().places == {place for place in Place if command(place)}


def test_settings_page_that_does_not_open_is_reported() -> None:
    nowhere = next(place for place in Place if place is not Place.CHROME_SITE_SETTINGS and not command(place))
    assert system_actions().open_place(nowhere) == "The settings could not be opened. Open them yourself."
