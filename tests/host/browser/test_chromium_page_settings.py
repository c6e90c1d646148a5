"""Scripts, cookies and sound of the meeting's page: our interpretation compared with a real Chromium."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pulsectl
import pytest
from chromium_profile import chromium
from served_pages import served
from sound_devices import LOUDSPEAKERS
from sound_rig import SoundRig

from readiness.host.browser.chrome_policy import judge_policies
from readiness.host.browser.chrome_profile import site_permission

pytestmark = [pytest.mark.slow, pytest.mark.linux]

STORES = b"""<body><script>
    try { localStorage.setItem('a', 'b'); document.title = 'stores' } catch { document.title = 'stores nothing' }
</script><noscript><title>runs nothing</title></noscript>"""
PLAYS = b"""<script>
    const context = new AudioContext(), tone = context.createOscillator();
    tone.connect(context.destination); tone.start();
</script>"""
PLAYED = """new Promise(done => {
    const look = () => context.currentTime > 0.3 ? done() : requestAnimationFrame(look);
    look();
})"""
LISTEN_S = 0.5


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Pages whose title says what they may do, and one that plays a tone."""
    with served(STORES, {"/tone": PLAYS}) as address:
        yield address


def profile(folder: Path, site: str, exceptions: Mapping[str, int], defaults: Mapping[str, int]) -> Path:
    """Write a profile with these settings for the site, and for all others."""
    content = {
        "content_settings": {
            "exceptions": {name: {f"{site},*": {"setting": each}} for name, each in exceptions.items()}
        },
        "default_content_setting_values": defaults,
    }
    (folder / "data/Default").mkdir(parents=True)
    (folder / "data/Default/Preferences").write_text(json.dumps({"profile": content}), encoding="utf-8")
    return folder / "data"


@pytest.mark.parametrize(
    ("exceptions", "defaults", "policies"),
    [
        ({}, {}, {}),
        ({"javascript": 2}, {}, {}),
        ({}, {"javascript": 2}, {}),
        ({"javascript": 1}, {"javascript": 2}, {}),
        ({"javascript": 2}, {}, {"JavaScriptAllowedForUrls": ["SITE"]}),
        ({"javascript": 2}, {}, {"DefaultJavaScriptSetting": 1}),
        ({"cookies": 2}, {}, {}),
        ({}, {"cookies": 2}, {}),
        ({}, {"cookies": 4}, {}),
        ({"cookies": 4}, {"cookies": 2}, {}),
        ({"cookies": 2}, {}, {"CookiesAllowedForUrls": ["SITE"]}),
        ({"cookies": 1}, {}, {"DefaultCookiesSetting": 2}),
        ({}, {}, {"DefaultCookiesSetting": 2, "CookiesSessionOnlyForUrls": ["http://*"]}),
        ({}, {}, {"CookiesBlockedForUrls": ["SITE"], "CookiesAllowedForUrls": ["SITE"]}),
        ({}, {}, {"CookiesBlockedForUrls": ["SITE"], "CookiesSessionOnlyForUrls": ["SITE"]}),
        ({}, {}, {"CookiesBlockedForUrls": ["*"], "CookiesAllowedForUrls": ["http://*"]}),
        ({}, {}, {"CookiesBlockedForUrls": ["*"]}),
    ],
)
def test_a_page_runs_and_stores_as_chromium_lets_it(
    tmp_path: Path,
    site: str,
    exceptions: Mapping[str, int],
    defaults: Mapping[str, int],
    policies: Mapping[str, object],
) -> None:
    here = json.loads(json.dumps(policies).replace("SITE", site))
    data = profile(tmp_path, site, exceptions, defaults)
    person, by_it = site_permission(data, site), judge_policies(here, site)
    with chromium(data, policies=here) as browser:
        title = browser.title_of(site, "stores", "stores nothing", "runs nothing")
    scripts_blocked = by_it.scripts_blocked or (bool(person.scripts_blocked) and not by_it.scripts_granted)
    cookies_blocked = by_it.cookies_blocked or (bool(person.cookies_blocked) and not by_it.cookies_granted)
    assert title == ("runs nothing" if scripts_blocked else "stores nothing" if cookies_blocked else "stores")


@pytest.mark.parametrize(
    ("exceptions", "defaults"), [({}, {}), ({"sound": 2}, {}), ({}, {"sound": 2}), ({"sound": 1}, {"sound": 2})]
)
def test_a_muted_site_is_not_heard(
    tmp_path: Path, site: str, exceptions: Mapping[str, int], defaults: Mapping[str, int]
) -> None:
    data = profile(tmp_path, site, exceptions, defaults)
    is_muted = bool(site_permission(data, site).sound_blocked)
    with SoundRig() as rig:
        rig.plug(LOUDSPEAKERS, default=True)
        here = "--autoplay-policy=no-user-gesture-required"
        with chromium(data, here, environment=rig.environment) as browser, pulsectl.Pulse(server=rig.server) as pulse:
            browser.run(browser.open_page(f"{site}/tone"), PLAYED)
            peak = pulse.get_peak_sample(f"{LOUDSPEAKERS.sink}.monitor", LISTEN_S)
    assert (peak == 0) == is_muted
