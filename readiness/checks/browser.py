"""Check `browser`: is Google Chrome installed, and will it let the meeting use camera and microphone?

The guideline requires Google Chrome. Chromium, Microsoft Edge and Chrome's test channels look alike and are identified
by their vendors' metadata. Nothing visible is started.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from readiness.checks.keep_alive import pause
from readiness.host.browser.browser import GOOGLE_CHROME, google_chrome, version_numbers
from readiness.i18n import N_
from readiness.meeting_policy import Service
from readiness.model import (
    HIGHER_IS_STRICTER,
    LOWER_IS_STRICTER,
    Alive,
    Check,
    CheckMeasurement,
    CheckSection,
    Measured,
    Outcome,
    Place,
    Probe,
    Request,
    Rule,
    fact,
)

if TYPE_CHECKING:
    from readiness.host.browser import chrome

MEASURE_AGAIN_S = 2.0


class Policy(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits for the browser."""

    minimum_version: Annotated[
        str,
        Meta(
            pattern=r"^(\d+(\.\d+){0,3})?$",
            description="oldest Google Chrome that IT accepts; empty: any",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = ""
    outdated_after_days: Annotated[
        int,
        Meta(
            ge=1,
            le=3650,
            description="8 weeks between releases on Chrome's Extended Stable channel, and two to roll out",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 70


class Measurement(CheckMeasurement, frozen=True, kw_only=True):
    """The installed browsers by their public names, and Chrome's obstacles to the meeting."""

    chrome_found: bool | None = fact(N_("Google Chrome found"))
    chrome_version: str | None = fact(N_("Google Chrome version"))
    chrome_for_everybody: bool | None = fact(N_("Installed for everybody"))
    chrome_age_days: int | None = fact(N_("Since Google Chrome was last updated (days)"))
    waits_for_restart: bool | None = fact(N_("Updated, waits to be restarted"))
    default_browser: str | None = fact(N_("Default browser"))  # a public name, or host.default_browser.ANOTHER
    other_browsers: str | None = fact(N_("Other browsers"))
    address_blocked_by_policy: bool | None = fact(N_("IT has blocked the meeting's address"))
    camera_blocked_by_policy: bool | None = fact(N_("IT has turned off the camera in Chrome"))
    microphone_blocked_by_policy: bool | None = fact(N_("IT has turned off the microphone in Chrome"))
    scripts_blocked_by_policy: bool | None = fact(N_("IT has turned off JavaScript for the meeting in Chrome"))
    cookies_blocked_by_policy: bool | None = fact(N_("IT has turned off cookies for the meeting in Chrome"))
    camera_blocked_for_site: bool | None = fact(N_("Camera blocked for the meeting in Chrome"))
    microphone_blocked_for_site: bool | None = fact(N_("Microphone blocked for the meeting in Chrome"))
    page_blocked_for_site: bool | None = fact(N_("JavaScript or cookies off for the meeting in Chrome"))
    sound_blocked_for_site: bool | None = fact(N_("Sound off for the meeting in Chrome"))
    udp_blocked_by_policy: bool | None = fact(N_("IT has turned off UDP in Chrome"))
    udp_ports: str | None = fact(N_("UDP ports that IT lets Chrome use"))
    cloud_managed: bool | None = fact(N_("Chrome is also managed from the cloud"))


def measure(url: str, roots: chrome.Roots | None = None) -> Measurement:
    """Examine the browsers once. `url` is the meeting service's address, or empty."""
    from readiness.host.browser import chrome

    found = chrome.installed_browsers(roots)
    ours = google_chrome(found)
    if ours is None:
        others = ", ".join(dict.fromkeys(browser.product for browser in found))
        return Measurement(chrome_found=False, other_browsers=others or None)
    policy, permission = chrome.policy(url, roots), chrome.permission(url, roots)
    return Measurement(
        chrome_found=True,
        chrome_version=ours.version,
        chrome_for_everybody=ours.for_everybody,
        chrome_age_days=chrome.age_days(ours, time.time()),
        waits_for_restart=chrome.waits_for_restart(ours, roots),
        default_browser=chrome.default_browser(roots),
        address_blocked_by_policy=policy.address_blocked,
        camera_blocked_by_policy=policy.camera_blocked,
        microphone_blocked_by_policy=policy.microphone_blocked,
        scripts_blocked_by_policy=policy.scripts_blocked,
        cookies_blocked_by_policy=policy.cookies_blocked,
        # A permission granted by IT overrides whatever the person once answered.
        camera_blocked_for_site=permission.camera_blocked and not policy.camera_granted,
        microphone_blocked_for_site=permission.microphone_blocked and not policy.microphone_granted,
        page_blocked_for_site=(permission.scripts_blocked and not policy.scripts_granted)
        or (permission.cookies_blocked and not policy.cookies_granted),
        sound_blocked_for_site=permission.sound_blocked,
        udp_blocked_by_policy=policy.udp_blocked,
        udp_ports=policy.udp_ports,
        cloud_managed=policy.cloud_managed,
    )


def run(request: Request) -> Iterator[Measured | Alive]:
    """Measure once; in a live run every `MEASURE_AGAIN_S`, so that an installation is noticed."""
    url = request.policy.of(Service).url
    yield Measured(measure(url))
    while request.live:
        yield from pause(MEASURE_AGAIN_S)
        yield Measured(measure(url))


def _too_old(measured: Measurement, policy: Policy) -> bool:
    if not measured.chrome_version or not policy.minimum_version:
        return False
    return version_numbers(measured.chrome_version) < version_numbers(policy.minimum_version)


RESTART = N_("Close all Chrome windows and start Chrome again.")
UPDATE = N_("Open Help, About Google Chrome in Chrome's menu and let it update.")

INSTALL_CHROME = N_("Install Google Chrome, or ask IT support to.")

RULES: tuple[Rule[Measurement, Policy], ...] = (
    Rule(
        what="not_chrome",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.chrome_found is False and bool(m.other_browsers),
        headline=N_("Google Chrome is missing. Other browsers may fail."),
        remedy=INSTALL_CHROME,
        place=Place.CHROME_DOWNLOAD,
    ),
    Rule(
        what="missing",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.chrome_found is False,
        headline=N_("Google Chrome is missing."),
        remedy=INSTALL_CHROME,
        place=Place.CHROME_DOWNLOAD,
    ),
    Rule(
        what="damaged",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.chrome_found is True and not m.chrome_version,
        headline=N_("Google Chrome is here but seems damaged."),
        remedy=N_("Install Google Chrome again, or ask IT support to."),
        place=Place.CHROME_DOWNLOAD,
    ),
    Rule(
        what="blocked_by_policy",
        outcome=Outcome.FAIL,
        when=lambda m, _: bool(
            m.address_blocked_by_policy
            or m.scripts_blocked_by_policy
            or m.cookies_blocked_by_policy
            or m.camera_blocked_by_policy
            or m.microphone_blocked_by_policy
        ),
        headline=N_("Chrome is set to block the video meeting."),
        remedy=N_("Ask IT support to allow the video service in Chrome."),
    ),
    Rule(
        what="site_blocked",
        outcome=Outcome.FAIL,
        when=lambda m, _: bool(m.camera_blocked_for_site or m.microphone_blocked_for_site),
        headline=N_("Chrome blocks camera or microphone for the meeting."),
        remedy=N_("Open the meeting page, click the icon left of its address and allow camera and microphone."),
        place=Place.CHROME_SITE_SETTINGS,
    ),
    Rule(
        what="site_blocked",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.page_blocked_for_site is True,
        headline=N_("Chrome keeps the meeting page from working."),
        remedy=N_("Open the meeting page, click the icon left of its address and allow JavaScript and cookies."),
        place=Place.CHROME_SITE_SETTINGS,
    ),
    Rule(
        what="site_muted",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.sound_blocked_for_site is True,
        headline=N_("Chrome has turned off the meeting's sound."),
        remedy=N_("Open the meeting page, right-click its tab and turn the site's sound on."),
        place=Place.CHROME_SITE_SETTINGS,
    ),
    Rule(
        what="too_old",
        outcome=Outcome.FAIL,
        when=lambda m, p: _too_old(m, p) and m.waits_for_restart is True,
        headline=N_("Google Chrome is too old."),
        remedy=RESTART,
    ),
    Rule(
        what="too_old",
        outcome=Outcome.FAIL,
        when=_too_old,
        headline=N_("Google Chrome is too old."),
        remedy=UPDATE,
    ),
    Rule(
        what="waits_for_restart",
        outcome=Outcome.WARN,
        when=lambda m, _: m.waits_for_restart is True,
        headline=N_("Chrome is updated and waits to be restarted."),
        remedy=RESTART,
    ),
    Rule(
        what="outdated",
        outcome=Outcome.WARN,
        when=lambda m, p: m.chrome_age_days is not None and m.chrome_age_days > p.outdated_after_days,
        headline=N_("Google Chrome has not been updated for long."),
        remedy=UPDATE,
    ),
    Rule(
        what="udp_blocked",
        outcome=Outcome.WARN,
        when=lambda m, _: m.udp_blocked_by_policy is True,
        headline=N_("Chrome must send picture and sound by detours."),
        remedy=N_("Ask IT support to allow UDP for the video service in Chrome."),
    ),
    Rule(
        what="cloud_managed",
        outcome=Outcome.WARN,
        when=lambda m, _: m.cloud_managed is True,
        headline=N_("Chrome has settings that cannot be seen here."),
        remedy=N_("Ask IT support once whether Chrome allows the video service."),
    ),
    Rule(
        what="not_default",
        outcome=Outcome.WARN,
        when=lambda m, _: m.default_browser not in (None, GOOGLE_CHROME),
        headline=N_("Meeting links open in another browser."),
        remedy=N_("Choose Google Chrome as the default browser."),
        place=Place.DEFAULT_APPS,
    ),
    Rule(
        what="ok",
        outcome=Outcome.PASS,
        when=lambda m, _: m.chrome_found is True and bool(m.chrome_version),
        headline=N_("Google Chrome is ready."),
    ),
)

CHECK = Check(
    id="browser",
    title=N_("Browser"),
    question=N_("Is Google Chrome here and ready?"),
    measurement=Measurement,
    policy=Policy,
    rules=RULES,
    guideline=("equipment.browser",),
)

PROBE = Probe(name="browser", run=run, yields=(Measurement,), deadline_s=lambda _: 12.0)
